package dev.outlay.budget.access;

import java.util.Objects;

/**
 * A principal has a role at a management group, subscription or resource group and below.
 *
 * @param name a guid, chosen by whoever made it
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 */
public record RoleAssignment(String name, String scopeArmId, String principalId, Role role) {

    static RoleAssignment of(RoleAssignmentRow row) {
        return of(
                Objects.requireNonNull(row.name),
                Objects.requireNonNull(row.scopeArmId),
                Objects.requireNonNull(row.principalId),
                Objects.requireNonNull(row.role));
    }

    /** As the database keeps it. */
    static RoleAssignment of(String name, String scopeArmId, String principalId, String label) {
        return new RoleAssignment(
                name,
                scopeArmId,
                principalId,
                Role.named(label).orElseThrow(() -> new IllegalStateException("no role is called " + label)));
    }
}
