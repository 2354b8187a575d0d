package dev.outlay.budget.access;

import dev.outlay.budget.access.RoleAssignment.Said;
import dev.outlay.budget.scope.ArmPath;
import dev.outlay.budget.scope.ScopedPath;
import java.util.Locale;
import java.util.Optional;

/**
 * A role assignment that somebody asks for.
 *
 * @param name a guid, lower case
 * @param scopeArmId as its creator wrote it, with leading slash
 * @param principalId lower case
 * @param role a name or id of a built-in role, the id of another one, or a resource id that ends with either
 * @param said what was said beside that; of a role that somebody made, its resource id whether or not the role is found there
 */
public record WantedAssignment(String name, String scopeArmId, String principalId, String role, Said said) {

    public WantedAssignment {
        name = name.toLowerCase(Locale.ROOT);
        principalId = principalId.toLowerCase(Locale.ROOT);
    }

    /** The assignment, once its role is known. */
    RoleAssignment of(RoleDefinition found, Said toldOf) {
        return new RoleAssignment(name, scopeArmId, principalId, found, toldOf, null);
    }

    /**
     * What was said of it, without the resource id of a role where it is that of a scope elsewhere: what is shown can be followed, and tells of no other customer's subscription.
     *
     * @param around the scope of the assignment
     */
    Said saidAt(Surroundings around) {
        boolean isElsewhere = Optional.ofNullable(said.definitionId())
                .flatMap(id -> ArmPath.of(id) instanceof ArmPath.Segments path
                        ? ScopedPath.of(path.segments())
                        : Optional.empty())
                .filter(path -> !around.isWithin(CustomRole.key(path.scope().armId())))
                .isPresent();
        return isElsewhere ? new Said(null, said.principalType(), said.description()) : said;
    }

    /** The last segment of what names the role, in lower case: the id of one that is not built in. */
    String roleId() {
        return role.substring(role.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
