package dev.outlay.budget.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A principal has a role at a management group, subscription or resource group and below.
 *
 * @param name a guid, chosen by whoever made it
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 * @param said what was said of it beside that
 * @param stamp when and by whom it was put; null of one that is not kept yet
 */
public record RoleAssignment(
        String name,
        String scopeArmId,
        String principalId,
        RoleDefinition role,
        Said said,
        @Nullable Stamp stamp) {

    /**
     * What decides nothing and is shown as it was sent: Terraform makes an assignment anew when one of these reads otherwise than it was written.
     *
     * @param definitionId resource id of the role, at whatever scope it was looked up; null where the role was named otherwise
     * @param principalType Azure's word for what the principal is; null where nobody said
     * @param description for people; null for none
     */
    public record Said(
            @Nullable String definitionId,
            @Nullable String principalType,
            @Nullable String description) {}

    /**
     * When and by whom it was put, first and last. Principals are their object ids.
     *
     * @param updatedAt when its role was changed, or what is said of it; its creation before
     */
    public record Stamp(Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {}

    /** The same with its role known by the id alone. */
    RoleAssignment withoutNameOf(CustomRole hidden) {
        return new RoleAssignment(name, scopeArmId, principalId, hidden.unnamed(), said, stamp);
    }
}
