package dev.outlay.budget.arm;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a request, and how a request is passed on. */
final class Query {

    private static final int MAX_PARAMETERS = 100;

    private Query() {}

    /** The first value of a parameter, its name in any casing; null where it is missing or the query is malformed. */
    static @Nullable String value(@Nullable String query, String name) {
        for (Map.Entry<String, List<String>> parameter : parameters(query).entrySet()) {
            if (parameter.getKey().equalsIgnoreCase(name)) {
                return parameter.getValue().getFirst();
            }
        }
        return null;
    }

    /** All parameters in their order, each with at least one value; none where the query is malformed. */
    static Map<String, List<String>> parameters(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        try {
            return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMETERS).parameters();
        } catch (IllegalArgumentException malformed) {
            return Map.of();
        }
    }

    /** A path in its normal form, encoded anew, with the query as it came. */
    static String target(List<String> segments, @Nullable String query) {
        StringBuilder target = new StringBuilder();
        for (String segment : segments) {
            target.append('/').append(encoded(segment).replace("%3A", ":").replace("%7E", "~"));
        }
        return query == null
                ? target.toString()
                : target.append('?').append(query).toString();
    }

    /** A text as it can stand in a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
