package dev.outlay.budget.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the audit keeps of role assignments, of roles that somebody has made, of what is in management groups and of who somebody is. */
final class AuditedRoles {

    private AuditedRoles() {}

    static String json(RoleAssignment assignment) {
        ObjectNode audited = JsonNodeFactory.instance
                .objectNode()
                .put("principalId", assignment.principalId())
                .put("roleDefinitionId", assignment.role().id())
                .put("roleDefinitionName", assignment.role().title());
        if (assignment.said().principalType() != null) {
            audited.put("principalType", assignment.said().principalType());
        }
        if (assignment.said().description() != null) {
            audited.put("description", assignment.said().description());
        }
        return audited.toString();
    }

    static String json(CustomRole role) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("roleName", role.title())
                .put("description", role.description());
        node.set("permissions", RoleJson.permissions(role.permissions()));
        node.set("assignableScopes", RoleJson.texts(role.assignableScopes()));
        return node.toString();
    }

    static String json(ManagementGroupMember member) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subscriptionId", member.subscription())
                .put("managementGroup", member.groupArmId())
                .toString();
    }

    static String json(DirectoryPrincipal principal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenantId", principal.tenant())
                .put("kind", principal.kind().label())
                .put("displayName", principal.displayName())
                .put("mail", principal.mail())
                .toString();
    }
}
