package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.access.RoleAssignment;
import dev.outlay.budget.access.RoleAssignments;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Role assignments over HTTP: {@code Microsoft.Authorization/roleAssignments} at a management group, subscription or resource group. */
@ApplicationScoped
class AssignmentsEndpoint {

    private static final int MAX_PRINCIPAL = 200;

    private final RoleAssignments assignments;

    AssignmentsEndpoint(RoleAssignments assignments) {
        this.assignments = assignments;
    }

    Uni<Answer> list(Call call) {
        return ListAnswer.of(
                call,
                call.scope().armId() + "/providers/" + call.provider() + "/roleAssignments",
                RoleAssignments.FIELDS,
                wanted -> assignments.list(call.principal(), call.scope().scope(), wanted),
                assignment -> body(call, assignment));
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

    private static RoleAssignment read(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        List<String> problems = new ArrayList<>();
        if (!isGuid(call.name())) {
            problems.add("The name of a role assignment must be a GUID.");
        }
        Role role = Role.named(properties.path("roleDefinitionId").asText("")).orElse(null);
        if (role == null) {
            problems.add(
                    "'properties.roleDefinitionId' must name Owner, Contributor, Reader, Cost Management Contributor or"
                            + " Cost Management Reader, or end with the id of one.");
        }
        JsonNode principal = properties.path("principalId");
        if (!principal.isTextual() || !isPrincipal(principal.textValue())) {
            problems.add("'properties.principalId' is required: the object id of a user, group or service principal.");
        }
        if (role == null || !problems.isEmpty()) {
            throw new Refusal(400, "BadRequestFormat", String.join(" ", problems)).exception();
        }
        return RoleAssignments.of(call.scope(), call.name(), principal.textValue(), role);
    }

    private static boolean isGuid(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
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
