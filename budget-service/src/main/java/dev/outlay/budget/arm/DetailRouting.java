package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.Map;
import java.util.Optional;

/** Finds what a path is about that asks a scope for single charges. */
final class DetailRouting {

    private DetailRouting() {}

    /** @param type provider namespace and type, in lower case */
    static Optional<Routing.Resource> resource(String type, ScopedPath scoped) {
        return type.equals("microsoft.consumption/usagedetails")
                        && scoped.rest().size() == 3
                ? Optional.of(Routing.Resource.at(Routing.CONSUMPTION, scoped, Map.of("GET", Route.LIST_USAGE_DETAILS)))
                : Optional.empty();
    }
}
