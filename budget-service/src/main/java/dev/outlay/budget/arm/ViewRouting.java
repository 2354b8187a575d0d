package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a path about saved views names: the caller's own, without a scope, or those that are shared at one. */
final class ViewRouting {

    private static final String COST_MANAGEMENT = "Microsoft.CostManagement";
    private static final int BEFORE_NAME = 3;

    private static final Map<String, Route> OWN =
            Map.of("GET", Route.GET_OWN_VIEW, "PUT", Route.PUT_OWN_VIEW, "DELETE", Route.DELETE_OWN_VIEW);
    private static final Map<String, Route> SHARED =
            Map.of("GET", Route.GET_VIEW, "PUT", Route.PUT_VIEW, "DELETE", Route.DELETE_VIEW);

    private ViewRouting() {}

    /** {@code providers/Microsoft.CostManagement/views[/{name}]}. */
    static Optional<Routing.Resource> own(List<String> segments) {
        if (segments.size() < BEFORE_NAME
                || !String.join("/", segments.subList(0, BEFORE_NAME))
                        .toLowerCase(Locale.ROOT)
                        .equals("providers/microsoft.costmanagement/views")) {
            return Optional.empty();
        }
        return switch (segments.size()) {
            case BEFORE_NAME ->
                Optional.of(new Routing.Resource(COST_MANAGEMENT, null, "", Map.of("GET", Route.LIST_OWN_VIEWS)));
            case BEFORE_NAME + 1 -> Optional.of(new Routing.Resource(COST_MANAGEMENT, null, segments.getLast(), OWN));
            default -> Optional.empty();
        };
    }

    /** {@code {scope}/providers/Microsoft.CostManagement/views[/{name}]}. */
    static Optional<Routing.Resource> shared(ScopedPath scoped) {
        return switch (scoped.rest().size()) {
            case BEFORE_NAME ->
                Optional.of(Routing.Resource.at(COST_MANAGEMENT, scoped, Map.of("GET", Route.LIST_VIEWS)));
            case BEFORE_NAME + 1 ->
                Optional.of(new Routing.Resource(
                        COST_MANAGEMENT, scoped, scoped.rest().getLast(), SHARED));
            default -> Optional.empty();
        };
    }
}
