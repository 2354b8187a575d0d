package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ArmPath;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what Resource Manager says of itself: /metadata/endpoints. Whoever asks has no token yet, and learns here where to get one. */
final class MetadataRouting {

    private MetadataRouting() {}

    static Optional<Routing.Resource> resource(List<String> segments) {
        return String.join("/", segments).toLowerCase(Locale.ROOT).equals("metadata/endpoints")
                ? Optional.of(
                        new Routing.Resource(MetadataEndpoint.PROVIDER, null, "", Map.of("GET", Route.GET_METADATA)))
                : Optional.empty();
    }

    /** Whether it is asked for, so that no token is. */
    static boolean isAsked(ArmPath path, HttpMethod method) {
        return path instanceof ArmPath.Segments found
                && method.equals(HttpMethod.GET)
                && resource(found.segments()).isPresent();
    }
}
