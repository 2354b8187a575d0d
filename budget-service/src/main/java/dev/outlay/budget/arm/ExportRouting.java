package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a path about exports names: {@code {scope}/providers/Microsoft.CostManagement/exports[/{name}[/run|/runHistory]]}. */
final class ExportRouting {

    private static final int BEFORE_NAME = 3;
    private static final Map<String, Route> EXPORT =
            Map.of("GET", Route.GET_EXPORT, "PUT", Route.PUT_EXPORT, "DELETE", Route.DELETE_EXPORT);

    private ExportRouting() {}

    /** @param type provider namespace and type, in lower case */
    static Optional<Routing.Resource> resource(String type, ScopedPath scoped) {
        if (!type.equals("microsoft.costmanagement/exports")) {
            return Optional.empty();
        }
        List<String> rest = scoped.rest();
        return switch (rest.size()) {
            case BEFORE_NAME ->
                Optional.of(Routing.Resource.at(Routing.COST_MANAGEMENT, scoped, Map.of("GET", Route.LIST_EXPORTS)));
            case BEFORE_NAME + 1 -> one(scoped, EXPORT);
            case BEFORE_NAME + 2 ->
                switch (rest.getLast().toLowerCase(Locale.ROOT)) {
                    case "run" -> one(scoped, Map.of("POST", Route.RUN_EXPORT));
                    case "runhistory" -> one(scoped, Map.of("GET", Route.LIST_EXPORT_RUNS));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> one(ScopedPath scoped, Map<String, Route> methods) {
        return Optional.of(new Routing.Resource(
                Routing.COST_MANAGEMENT, scoped, scoped.rest().get(BEFORE_NAME), methods));
    }
}
