package dev.outlay.budget.arm;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Absolute links, under the address by which the caller came: clients follow them as they are. */
final class Links {

    private static final int MAX_HOST = 300;

    private Links() {}

    /**
     * Scheme, host and port by which the caller came. A proxy in front says what they were in {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}; what is no
     * address is not believed.
     */
    static String address(HttpServerRequest request) {
        String scheme = first(request.getHeader("X-Forwarded-Proto")).toLowerCase(Locale.ROOT);
        String host = first(request.getHeader("X-Forwarded-Host"));
        String own = request.authority() == null ? "" : request.authority().toString();
        return (scheme.equals("http") || scheme.equals("https") ? scheme : request.isSSL() ? "https" : "http")
                + "://"
                + (isHost(host) ? host : isHost(own) ? own : "localhost");
    }

    /** The next page of the list that was asked for. */
    static String next(Call call, String path, String token) {
        StringBuilder link = new StringBuilder(call.address()).append(Query.target(segments(path), null));
        char separator = '?';
        for (String kept : new String[] {"api-version", "$top", "periodStartDate", "periodEndDate"}) {
            String value = Query.value(call.query(), kept);
            if (value != null) {
                link.append(separator).append(kept).append('=').append(Query.encoded(value));
                separator = '&';
            }
        }
        return link.append(separator).append("$skiptoken=").append(token).toString();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    /** Several proxies each add theirs; the first is the one that the caller spoke to. */
    private static String first(@Nullable String header) {
        return header == null ? "" : header.split(",", 2)[0].strip();
    }

    private static boolean isHost(String text) {
        if (text.isEmpty() || text.length() > MAX_HOST) {
            return false;
        }
        try {
            URI address = new URI("http://" + text);
            return address.getHost() != null && text.equals(address.getRawAuthority()) && address.getUserInfo() == null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
