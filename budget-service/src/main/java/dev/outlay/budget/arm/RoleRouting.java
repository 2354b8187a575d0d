package dev.outlay.budget.arm;

import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path about roles names: who has which at a management group, subscription or resource group, and which there are. Billing scopes have none. Which
 * roles there are is said without a scope too: assignments show a role's id in that form, and whoever reads one follows it.
 */
final class RoleRouting {

    private static final String AUTHORIZATION = "Microsoft.Authorization";

    private static final int BEFORE_NAME = 3;

    private static final Map<String, Route> ASSIGNMENT =
            Map.of("GET", Route.GET_ASSIGNMENT, "PUT", Route.PUT_ASSIGNMENT, "DELETE", Route.DELETE_ASSIGNMENT);

    private static final Map<String, Route> DEFINITION = Map.of(
            "GET", Route.GET_ROLE_DEFINITION,
            "PUT", Route.PUT_ROLE_DEFINITION,
            "DELETE", Route.DELETE_ROLE_DEFINITION);

    /** Roles are made where they can be assigned, and people assign none to a whole tenant. */
    private static final Map<String, Route> DEFINITION_OF_TENANT = Map.of("GET", Route.GET_ROLE_DEFINITION);

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
        return definitions(scoped, scoped.rest());
    }

    /** {@code providers/Microsoft.Authorization/roleDefinitions[/{id}]}. */
    static Optional<Routing.Resource> ofTenant(List<String> segments) {
        return segments.size() >= BEFORE_NAME
                        && lower(segments.get(0)).equals("providers")
                        && lower(segments.get(1) + "/" + segments.get(2))
                                .equals("microsoft.authorization/roledefinitions")
                ? definitions(null, segments)
                : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Optional<Routing.Resource> definitions(@Nullable ScopedPath scoped, List<String> rest) {
        return switch (rest.size()) {
            case BEFORE_NAME ->
                Optional.of(
                        new Routing.Resource(AUTHORIZATION, scoped, "", Map.of("GET", Route.LIST_ROLE_DEFINITIONS)));
            case BEFORE_NAME + 1 ->
                Optional.of(new Routing.Resource(
                        AUTHORIZATION, scoped, rest.getLast(), scoped == null ? DEFINITION_OF_TENANT : DEFINITION));
            default -> Optional.empty();
        };
    }
}
