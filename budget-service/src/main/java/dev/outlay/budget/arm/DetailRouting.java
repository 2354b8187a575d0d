package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a path is about that asks a scope for single charges, or for files of them. */
final class DetailRouting {

    private DetailRouting() {}

    /** @param type provider namespace and type, in lower case */
    static Optional<Routing.Resource> resource(String type, ScopedPath scoped) {
        return switch (type) {
            case "microsoft.consumption/usagedetails" -> details(scoped);
            case "microsoft.consumption/charges" ->
                scoped.scope().kind().isBilling() && scoped.rest().size() == 3
                        ? Optional.of(
                                Routing.Resource.at(Routing.CONSUMPTION, scoped, Map.of("GET", Route.LIST_CHARGES)))
                        : Optional.empty();
            case "microsoft.consumption/operationresults" -> one(Routing.CONSUMPTION, scoped, Route.GET_DOWNLOAD);
            case "microsoft.costmanagement/generatecostdetailsreport" ->
                scoped.rest().size() == 3
                        ? Optional.of(Routing.Resource.at(
                                Routing.COST_MANAGEMENT, scoped, Map.of("POST", Route.GENERATE_REPORT)))
                        : Optional.empty();
            case "microsoft.costmanagement/costdetailsoperationresults",
                    "microsoft.costmanagement/costdetailsoperationstatus" ->
                one(Routing.COST_MANAGEMENT, scoped, Route.GET_REPORT);
            default -> ExportRouting.resource(type, scoped);
        };
    }

    private static Optional<Routing.Resource> details(ScopedPath scoped) {
        List<String> rest = scoped.rest();
        return switch (rest.size()) {
            case 3 ->
                Optional.of(Routing.Resource.at(Routing.CONSUMPTION, scoped, Map.of("GET", Route.LIST_USAGE_DETAILS)));
            case 4 ->
                rest.getLast().toLowerCase(Locale.ROOT).equals("download")
                        ? Optional.of(Routing.Resource.at(
                                Routing.CONSUMPTION,
                                scoped,
                                Map.of("GET", Route.DOWNLOAD_USAGE_DETAILS, "POST", Route.DOWNLOAD_USAGE_DETAILS)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> one(String provider, ScopedPath scoped, Route route) {
        return scoped.rest().size() == 4
                ? Optional.of(
                        new Routing.Resource(provider, scoped, scoped.rest().getLast(), Map.of("GET", route)))
                : Optional.empty();
    }
}
