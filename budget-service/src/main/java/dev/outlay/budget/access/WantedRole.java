package dev.outlay.budget.access;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Optional;

/**
 * A role as somebody asks for it.
 *
 * @param type as written; a role that is made is a {@code CustomRole}
 * @param assignableScopes ARM ids as written
 */
public record WantedRole(
        String title, String description, String type, List<Permission> permissions, List<String> assignableScopes) {

    public WantedRole {
        permissions = List.copyOf(permissions);
        assignableScopes = List.copyOf(assignableScopes);
    }

    /** The scopes at which it is to be assignable; those of which the text is no ARM id are left out. */
    List<Scope> scopes() {
        return assignableScopes.stream()
                .map(ScopedPath::ofId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** How the tables compare them. */
    List<String> scopeKeys() {
        return scopes().stream()
                .map(scope -> CustomRole.key(scope.armId()))
                .distinct()
                .toList();
    }
}
