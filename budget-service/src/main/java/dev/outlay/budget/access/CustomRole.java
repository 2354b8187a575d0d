package dev.outlay.budget.access;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A role that somebody has made.
 *
 * @param id a guid, lower case
 * @param tenant whose it is: that of whoever made it, lower case. No two roles of a tenant have one name
 * @param assignableScopes ARM ids of where it can be assigned, and below, as its maker wrote them
 * @param createdAt and {@code updatedAt}: UTC
 * @param createdBy and {@code updatedBy}: ids of principals
 */
public record CustomRole(
        String id,
        String tenant,
        String title,
        String description,
        List<Permission> permissions,
        List<String> assignableScopes,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy)
        implements RoleDefinition {

    public CustomRole {
        permissions = List.copyOf(permissions);
        assignableScopes = List.copyOf(assignableScopes);
    }

    @Override
    public String key() {
        return id;
    }

    /** Whether it can be assigned at a scope. */
    boolean isAssignableAt(Surroundings scope) {
        return assignableScopes.stream().anyMatch(assignable -> scope.isWithin(key(assignable)));
    }

    /** Whether it has anything to do with a scope: it can be assigned there, or at something below. */
    boolean concerns(Surroundings scope) {
        return assignableScopes.stream().anyMatch(assignable -> scope.isRelated(key(assignable)));
    }

    /** The same, told of no scope but those that have to do with one. */
    CustomRole shownAt(Surroundings scope) {
        return new CustomRole(
                id,
                tenant,
                title,
                description,
                permissions,
                assignableScopes.stream()
                        .filter(assignable -> scope.isRelated(key(assignable)))
                        .toList(),
                createdAt,
                createdBy,
                updatedAt,
                updatedBy);
    }

    /** The same with its id for a name, for whoever may not see it. */
    CustomRole unnamed() {
        return new CustomRole(
                id, tenant, id, "", permissions, assignableScopes, createdAt, createdBy, updatedAt, updatedBy);
    }

    /** The scopes at which it can be assigned, as tables compare them. */
    List<String> scopeKeys() {
        return assignableScopes.stream().map(CustomRole::key).toList();
    }

    /** Where it can be assigned, and below. */
    List<Scope> scopes() {
        return assignableScopes.stream()
                .map(ScopedPath::ofId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** How the table compares scopes. */
    static String key(String scopeArmId) {
        return scopeArmId.toLowerCase(Locale.ROOT);
    }
}
