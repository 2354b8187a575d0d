package dev.outlay.budget.access;

import java.util.Locale;

/**
 * A role assignment that somebody asks for.
 *
 * @param name a guid, lower case
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 * @param role a name or id of a built-in role, the id of another one, or a resource id that ends with either
 * @param said what was said beside that; of a role that somebody made, its resource id whether or not the role is found there
 */
public record WantedAssignment(
        String name, String scopeArmId, String principalId, String role, RoleAssignment.Said said) {

    public WantedAssignment {
        name = name.toLowerCase(Locale.ROOT);
        principalId = principalId.toLowerCase(Locale.ROOT);
    }

    /** The last segment of what names the role, in lower case: the id of one that is not built in. */
    String roleId() {
        return role.substring(role.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
