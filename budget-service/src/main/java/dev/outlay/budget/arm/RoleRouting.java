package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.Map;
import java.util.Optional;

/** Finds what a path about roles names: who has which at a management group, subscription or resource group, and which there are. Billing scopes have none. */
final class RoleRouting {

    private static final String AUTHORIZATION = "Microsoft.Authorization";

    private static final Map<String, Route> ASSIGNMENT =
            Map.of("GET", Route.GET_ASSIGNMENT, "PUT", Route.PUT_ASSIGNMENT, "DELETE", Route.DELETE_ASSIGNMENT);

    private static final Map<String, Route> DEFINITION = Map.of(
            "GET", Route.GET_ROLE_DEFINITION,
            "PUT", Route.PUT_ROLE_DEFINITION,
            "DELETE", Route.DELETE_ROLE_DEFINITION);

    private RoleRouting() {}

    static Optional<Routing.Resource> assignments(ScopedPath scoped) {
        if (scoped.scope().kind().isBilling()) {
            return Optional.empty();
        }
        return switch (scoped.rest().size()) {
            case 3 -> Optional.of(Routing.Resource.at(AUTHORIZATION, scoped, Map.of("GET", Route.LIST_ASSIGNMENTS)));
            case 4 ->
                Optional.of(new Routing.Resource(
                        AUTHORIZATION, scoped, scoped.rest().getLast(), ASSIGNMENT));
            default -> Optional.empty();
        };
    }

    static Optional<Routing.Resource> definitions(ScopedPath scoped) {
        if (scoped.scope().kind().isBilling()) {
            return Optional.empty();
        }
        return switch (scoped.rest().size()) {
            case 3 ->
                Optional.of(Routing.Resource.at(AUTHORIZATION, scoped, Map.of("GET", Route.LIST_ROLE_DEFINITIONS)));
            case 4 ->
                Optional.of(new Routing.Resource(
                        AUTHORIZATION, scoped, scoped.rest().getLast(), DEFINITION));
            default -> Optional.empty();
        };
    }
}
