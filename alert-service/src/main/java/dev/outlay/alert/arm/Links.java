package dev.outlay.alert.arm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links to the next page, absolute and under the address by which the caller came. */
final class Links {

    /**
     * How many a page has at most, in a link to the next one of a list that was asked for with {@code $top}. It is not {@code $top}, which former versions, as they run beside this one while it is rolled out, take for how many are still to come, and end the list after
     * them; of this they know nothing, and give pages of their own size.
     */
    static final String PAGE_SIZE = "pageSize";

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
        for (String kept : new String[] {"api-version", "state", "$filter"}) {
            request.query().apply(kept).ifPresent(value -> link.append(kept)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&'));
        }
        return link.append("$skiptoken=").append(skipToken).toString();
    }

    /** The same, with pages of a size. */
    static String next(Request request, String skipToken, int pageSize) {
        return next(request, skipToken) + '&' + PAGE_SIZE + '=' + pageSize;
    }
}
