package dev.outlay.alert.arm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links to the next page, absolute and under the address by which the caller came. */
final class Links {

    private Links() {}

    static String next(Request request, String skipToken) {
        StringBuilder link = new StringBuilder(request.address())
                .append(request.path().replaceAll("/{2,}", "/"))
                .append("?");
        for (String kept : new String[] {"api-version", "state"}) {
            request.query().apply(kept).ifPresent(value -> link.append(kept)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&'));
        }
        return link.append("$skiptoken=").append(skipToken).toString();
    }
}
