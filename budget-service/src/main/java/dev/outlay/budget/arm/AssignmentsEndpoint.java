package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.access.RoleAssignment;
import dev.outlay.budget.access.RoleAssignments;
import dev.outlay.budget.access.RoleRules;
import dev.outlay.budget.access.WantedAssignment;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Role assignments over HTTP: {@code Microsoft.Authorization/roleAssignments} at a management group, subscription or resource group. */
@ApplicationScoped
class AssignmentsEndpoint {

    private static final int MAX_PRINCIPAL = 200;

    private final RoleAssignments assignments;

    AssignmentsEndpoint(RoleAssignments assignments) {
        this.assignments = assignments;
    }

    Uni<Answer> list(Call call) {
        return assignments.list(call.principal(), call.scope().scope()).map(found -> {
            ObjectNode list = ArmJson.node();
            ArrayNode value = list.putArray("value");
            found.forEach(assignment -> value.add(body(call, assignment)));
            return Answer.ok(list);
        });
    }

    Uni<Answer> get(Call call) {
        return assignments
                .find(call.principal(), call.scope().scope(), call.name())
                .map(found -> found.map(assignment -> Answer.ok(body(call, assignment)))
                        .orElseThrow(() -> Refusal.notFound(
                                        "RoleAssignmentNotFound",
                                        "The role assignment '" + call.name() + "' is not found at this scope.")
                                .exception()));
    }

    Uni<Answer> put(Call call) {
        return assignments
                .put(call.changedBy(), call.scope().scope(), () -> read(call))
                .map(kept -> kept.created()
                        ? Answer.created(body(call, kept.assignment()))
                        : Answer.ok(body(call, kept.assignment())));
    }

    Uni<Answer> delete(Call call) {
        return assignments
                .delete(call.changedBy(), call.scope().scope(), call.name())
                .map(found -> found.map(assignment -> Answer.ok(body(call, assignment)))
                        .orElse(Answer.NO_CONTENT));
    }

    private static WantedAssignment read(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        List<String> problems = new ArrayList<>();
        if (!RoleRules.isGuid(call.name())) {
            problems.add("The name of a role assignment must be a GUID.");
        }
        String role = properties.path("roleDefinitionId").asText("");
        if (!namesRole(role)) {
            problems.add(
                    "'properties.roleDefinitionId' must name Owner, Contributor, Reader, Cost Management Contributor or"
                            + " Cost Management Reader, or end with the id of one or of a custom role.");
        }
        JsonNode principal = properties.path("principalId");
        if (!principal.isTextual() || !isPrincipal(principal.textValue())) {
            problems.add("'properties.principalId' is required: the object id of a user, group or service principal.");
        }
        if (!problems.isEmpty()) {
            throw new Refusal(400, "BadRequestFormat", String.join(" ", problems)).exception();
        }
        return new WantedAssignment(call.name(), call.scope().armId(), principal.textValue(), role);
    }

    /** Whether there could be such a role: which ids custom roles have the database knows. */
    private static boolean namesRole(String definition) {
        return Role.named(definition).isPresent()
                || RoleRules.isGuid(definition.substring(definition.lastIndexOf('/') + 1));
    }

    private static boolean isPrincipal(String text) {
        return !text.isBlank() && text.length() <= MAX_PRINCIPAL && text.chars().noneMatch(Character::isISOControl);
    }

    private static ObjectNode body(Call call, RoleAssignment assignment) {
        ObjectNode body = ArmJson.node()
                .put("id", call.id("roleAssignments", assignment.name()))
                .put("name", assignment.name())
                .put("type", "Microsoft.Authorization/roleAssignments");
        body.putObject("properties")
                .put(
                        "roleDefinitionId",
                        "/providers/Microsoft.Authorization/roleDefinitions/"
                                + assignment.role().id())
                .put("roleDefinitionName", assignment.role().label())
                .put("principalId", assignment.principalId())
                .put("scope", assignment.scopeArmId());
        return body;
    }
}
