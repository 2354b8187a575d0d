package dev.outlay.ingest.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A route.
 *
 * @param path a template such as {@code /v1/imports/{id}}; the segments in braces are put into the context under their name
 * @param decision who may pass
 */
public record Route(String method, String path, Decision decision, Handler<RoutingContext> handler) {

    /** The routes of one part of the API. */
    public interface Table extends Supplier<List<Route>> {}

    /** The parameters of a path that this template matches, else null. */
    @Nullable
    Map<String, String> match(String actualPath) {
        String[] template = path.split("/", -1);
        String[] actual = actualPath.split("/", template.length + 1);
        if (actual.length != template.length) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int at = 0; at < template.length; at++) {
            if (template[at].startsWith("{")) {
                parameters.put(template[at].substring(1, template[at].length() - 1), actual[at]);
            } else if (!template[at].equals(actual[at])) {
                return null;
            }
        }
        return parameters;
    }
}
