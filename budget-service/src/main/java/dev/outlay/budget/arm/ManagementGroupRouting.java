package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a path about management groups themselves names: all, or one. */
final class ManagementGroupRouting {

    private static final Map<String, Route> GROUP = Map.of(
            "GET", Route.GET_MANAGEMENT_GROUP,
            "PUT", Route.PUT_MANAGEMENT_GROUP,
            "DELETE", Route.DELETE_MANAGEMENT_GROUP);

    private ManagementGroupRouting() {}

    static Optional<Routing.Resource> at(ScopedPath scoped) {
        return scoped.scope() instanceof Scope.ManagementGroup group
                        && scoped.rest().isEmpty()
                ? Optional.of(new Routing.Resource(Routing.MANAGEMENT, scoped, group.group(), GROUP))
                : Optional.empty();
    }

    static Optional<Routing.Resource> ofTenant(List<String> segments) {
        return String.join("/", segments)
                        .toLowerCase(Locale.ROOT)
                        .equals("providers/microsoft.management/managementgroups")
                ? Optional.of(
                        new Routing.Resource(Routing.MANAGEMENT, null, "", Map.of("GET", Route.LIST_MANAGEMENT_GROUPS)))
                : Optional.empty();
    }
}
