package dev.outlay.budget.access;

import org.jspecify.annotations.Nullable;

/**
 * A principal has a role at a management group, subscription or resource group and below.
 *
 * @param name a guid, chosen by whoever made it
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 * @param said what was said of it beside that
 */
public record RoleAssignment(String name, String scopeArmId, String principalId, RoleDefinition role, Said said) {

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

    /** The same with its role known by the id alone. */
    RoleAssignment withoutNameOf(CustomRole hidden) {
        return new RoleAssignment(name, scopeArmId, principalId, hidden.unnamed(), said);
    }
}
