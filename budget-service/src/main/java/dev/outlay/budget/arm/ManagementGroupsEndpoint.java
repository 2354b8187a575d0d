package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ManagementGroupMember;
import dev.outlay.budget.access.ManagementGroups;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Which subscriptions are in a management group, over HTTP, for the partner's admins. */
@ApplicationScoped
class ManagementGroupsEndpoint {

    private final ManagementGroups groups;
    private final Access access;

    ManagementGroupsEndpoint(ManagementGroups groups, Access access) {
        this.groups = groups;
        this.access = access;
    }

    Uni<Answer> list(Call call) {
        Scope.ManagementGroup group = group(call);
        return ListAnswer.of(
                call,
                call.scope().armId() + "/subscriptions",
                ManagementGroups.FIELDS,
                wanted -> groups.list(group, wanted.get()),
                ManagementGroupsEndpoint::body);
    }

    Uni<Answer> get(Call call) {
        return groups.find(group(call), call.name())
                .map(found -> found.map(member -> Answer.ok(body(member))).orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "The subscription '" + call.name() + "' is not in this management group.")
                        .exception()));
    }

    Uni<Answer> put(Call call) {
        return groups.put(call.changedBy(), group(call), call.scope().armId(), call.name())
                .map(member -> Answer.ok(body(member)));
    }

    Uni<Answer> delete(Call call) {
        return groups.remove(call.changedBy(), group(call), call.name())
                .map(was -> was ? Answer.EMPTY : Answer.NO_CONTENT);
    }

    private Scope.ManagementGroup group(Call call) {
        access.admit(call.principal(), call.route().need());
        return (Scope.ManagementGroup) call.scope().scope();
    }

    private static ObjectNode body(ManagementGroupMember member) {
        ObjectNode body = ArmJson.node()
                .put("id", member.groupArmId() + "/subscriptions/" + member.subscription())
                .put("name", member.subscription())
                .put("type", "Microsoft.Management/managementGroups/subscriptions");
        body.putObject("properties")
                .put("displayName", member.subscription())
                .put("state", "Active")
                .putObject("parent")
                .put("id", member.groupArmId());
        return body;
    }
}
