package dev.outlay.alert.arm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links to the next page, absolute and under the address by which the caller came. */
final class Links {

    private Links() {}

    /** The address of what stands below the path of the request instead of its last segment, in the same api-version. */
    static String beside(Request request, String segments) {
        String path = request.path().replaceAll("/{2,}", "/").replaceAll("/$", "");
        return request.address() + path.substring(0, path.lastIndexOf('/') + 1) + segments + "?api-version="
                + URLEncoder.encode(request.query().apply("api-version").orElse(""), StandardCharsets.UTF_8);
    }

    /** The next page of the list that was asked for: the same question, from the token on. */
    static String next(Request request, String skipToken) {
        StringBuilder link = new StringBuilder(request.address())
                .append(request.path().replaceAll("/{2,}", "/"))
                .append("?");
        for (String kept : new String[] {"api-version", "state", "$filter", "$top"}) {
            request.query().apply(kept).ifPresent(value -> link.append(kept)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&'));
        }
        return link.append("$skiptoken=").append(skipToken).toString();
    }
}
