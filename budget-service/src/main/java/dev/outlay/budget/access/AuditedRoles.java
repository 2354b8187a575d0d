package dev.outlay.budget.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What the audit keeps of role assignments and of what is in management groups. */
final class AuditedRoles {

    private AuditedRoles() {}

    static String json(RoleAssignment assignment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("principalId", assignment.principalId())
                .put("roleDefinitionId", assignment.role().id())
                .put("roleDefinitionName", assignment.role().label())
                .toString();
    }

    static String json(ManagementGroupMember member) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subscriptionId", member.subscription())
                .put("managementGroup", member.groupArmId())
                .toString();
    }
}
