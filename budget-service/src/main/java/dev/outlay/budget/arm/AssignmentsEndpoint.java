package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.access.RoleAssignment;
import dev.outlay.budget.access.RoleAssignments;
import dev.outlay.budget.access.RoleDefinition;
import dev.outlay.budget.access.RoleRules;
import dev.outlay.budget.access.WantedAssignment;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ArmPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Role assignments over HTTP: {@code Microsoft.Authorization/roleAssignments} at a management group, subscription or resource group. */
@ApplicationScoped
class AssignmentsEndpoint {

    private static final int MAX_PRINCIPAL = 200;
    private static final int MAX_DESCRIPTION = 1_024;

    /** Azure's words for what a principal is. */
    private static final List<String> PRINCIPAL_TYPES =
            List.of("User", "Group", "ServicePrincipal", "ForeignGroup", "Device");

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
                assignment -> body(listedId(call, assignment), assignment));
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
        refuseWhatWouldRestrict(properties);
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
        RoleAssignment.Said said = new RoleAssignment.Said(
                leadsToARole(role) ? role : null,
                principalType(properties, problems),
                description(properties, problems));
        if (!problems.isEmpty()) {
            throw new Refusal(400, "BadRequestFormat", String.join(" ", problems)).exception();
        }
        return new WantedAssignment(call.name(), call.scope().armId(), principal.textValue(), role, said);
    }

    /** What Azure would grant in part is not granted whole, so it is refused before anything else is looked at. */
    private static void refuseWhatWouldRestrict(JsonNode properties) {
        for (String name : List.of("condition", "delegatedManagedIdentityResourceId")) {
            JsonNode value = properties.path(name);
            boolean isEmpty = value.isTextual() && value.textValue().isEmpty();
            if (!isAbsent(value) && !isEmpty) {
                throw new Refusal(
                                400,
                                "RoleAssignmentNotSupported",
                                "'properties." + name
                                        + "' is not supported: a role that is assigned here is granted whole. Leave it"
                                        + " out, or assign a role that allows less, at a scope that holds less.")
                        .exception();
            }
        }
    }

    /** Whether what was sent is where a role could be; a mere name, or an id without its path, leads nowhere. */
    private static boolean leadsToARole(String definition) {
        return ArmPath.of(definition) instanceof ArmPath.Segments path
                && Routing.resource(path.segments())
                        .filter(resource -> resource.methods().get("GET") == Route.GET_ROLE_DEFINITION)
                        .filter(resource -> RoleRules.isGuid(resource.name()))
                        .isPresent();
    }

    private static @Nullable String principalType(JsonNode properties, List<String> problems) {
        JsonNode sent = properties.path("principalType");
        Optional<String> type = PRINCIPAL_TYPES.stream()
                .filter(each -> sent.isTextual() && each.equalsIgnoreCase(sent.textValue()))
                .findFirst();
        if (type.isEmpty() && !isAbsent(sent)) {
            problems.add("'properties.principalType' must be one of " + String.join(", ", PRINCIPAL_TYPES) + ".");
        }
        return type.orElse(null);
    }

    private static boolean isAbsent(JsonNode sent) {
        return sent.isMissingNode() || sent.isNull();
    }

    private static @Nullable String description(JsonNode properties, List<String> problems) {
        JsonNode sent = properties.path("description");
        if (isAbsent(sent)) {
            return null;
        }
        if (!sent.isTextual()
                || sent.textValue().length() > MAX_DESCRIPTION
                || sent.textValue().indexOf('\0') >= 0) {
            problems.add("'properties.description' must be a text of at most " + MAX_DESCRIPTION + " characters.");
            return null;
        }
        return sent.textValue();
    }

    /** Whether there could be such a role: which ids custom roles have the database knows. */
    private static boolean namesRole(String definition) {
        return Role.named(definition).isPresent()
                || RoleRules.isGuid(definition.substring(definition.lastIndexOf('/') + 1));
    }

    private static boolean isPrincipal(String text) {
        return !text.isBlank() && text.length() <= MAX_PRINCIPAL && text.chars().noneMatch(Character::isISOControl);
    }

    /** An older version of this service changes a role and leaves what was said of the former one. */
    private static boolean isOf(String definition, RoleDefinition role) {
        return definition.toLowerCase(Locale.ROOT).endsWith("/" + role.id());
    }

    /** One that was made elsewhere is found there. */
    private static String listedId(Call call, RoleAssignment assignment) {
        return call.scope().armId().equalsIgnoreCase(assignment.scopeArmId())
                ? id(call, assignment)
                : assignment.scopeArmId() + "/providers/" + call.provider() + "/roleAssignments/" + assignment.name();
    }

    private static String id(Call call, RoleAssignment assignment) {
        return call.id("roleAssignments", assignment.name());
    }

    private static ObjectNode body(Call call, RoleAssignment assignment) {
        return body(id(call, assignment), assignment);
    }

    private static ObjectNode body(String id, RoleAssignment assignment) {
        ObjectNode body = ArmJson.node()
                .put("id", id)
                .put("name", assignment.name())
                .put("type", "Microsoft.Authorization/roleAssignments");
        String definition = assignment.said().definitionId();
        ObjectNode properties = body.putObject("properties")
                .put(
                        "roleDefinitionId",
                        definition == null || !isOf(definition, assignment.role())
                                ? "/providers/Microsoft.Authorization/roleDefinitions/"
                                        + assignment.role().id()
                                : definition)
                .put("roleDefinitionName", assignment.role().title())
                .put("principalId", assignment.principalId())
                .put("scope", assignment.scopeArmId());
        if (assignment.said().principalType() != null) {
            properties.put("principalType", assignment.said().principalType());
        }
        properties.put("description", assignment.said().description());
        properties.putNull("condition").putNull("conditionVersion");
        RoleAssignment.Stamp stamp = assignment.stamp();
        if (stamp != null) {
            properties
                    .put("createdOn", stamp.createdAt().toString())
                    .put("updatedOn", stamp.updatedAt().toString())
                    .put("createdBy", stamp.createdBy())
                    .put("updatedBy", stamp.updatedBy());
        }
        return body;
    }
}
