package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.CustomRole;
import dev.outlay.budget.access.Permission;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.access.RoleDefinition;
import dev.outlay.budget.access.WantedRole;
import dev.outlay.budget.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;

/** A role definition as Azure writes it. */
final class RoleDefinitionJson {

    static final String BUILT_IN = "BuiltInRole";
    static final String CUSTOM = "CustomRole";

    private RoleDefinitionJson() {}

    /** What a body asks for; fails with a refusal that names every member of the wrong kind. */
    static WantedRole read(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        List<String> problems = new ArrayList<>();
        if (!properties.isObject()) {
            problems.add("'properties' is required.");
        }
        List<Permission> permissions = new ArrayList<>();
        JsonNode given = properties.path("permissions");
        if (!given.isArray()) {
            problems.add("'properties.permissions' is a list with at least one permission.");
        }
        for (JsonNode permission : given) {
            if (!permission.isObject()) {
                problems.add("Each of 'properties.permissions' is an object.");
            }
            permissions.add(new Permission(
                    texts(permission, "actions", problems),
                    texts(permission, "notActions", problems),
                    texts(permission, "dataActions", problems),
                    texts(permission, "notDataActions", problems)));
        }
        WantedRole wanted = new WantedRole(
                text(properties, "roleName", problems),
                text(properties, "description", problems),
                text(properties, "type", problems),
                permissions,
                texts(properties, "assignableScopes", problems));
        if (!problems.isEmpty()) {
            throw new Refusal(
                            400,
                            "BadRequestFormat",
                            String.join(" ", problems.stream().distinct().toList()))
                    .exception();
        }
        return wanted;
    }

    private static String text(JsonNode properties, String name, List<String> problems) {
        JsonNode text = properties.path(name);
        if (!text.isTextual() && !text.isNull() && !text.isMissingNode()) {
            problems.add("'properties." + name + "' is a text.");
        }
        return text.isTextual() ? text.textValue() : "";
    }

    private static List<String> texts(JsonNode node, String name, List<String> problems) {
        JsonNode array = node.path(name);
        List<String> texts = new ArrayList<>();
        boolean flawed = !array.isArray() && !array.isNull() && !array.isMissingNode();
        for (JsonNode text : array) {
            flawed |= !text.isTextual();
            texts.add(text.asText());
        }
        if (flawed) {
            problems.add("'" + name + "' is a list of texts.");
        }
        return texts;
    }

    static ObjectNode body(Call call, RoleDefinition role) {
        return switch (role) {
            case Role builtIn -> body(call, builtIn, BUILT_IN, List.of("/"));
            case CustomRole custom -> {
                ObjectNode body = body(call, custom, CUSTOM, custom.assignableScopes());
                ((ObjectNode) body.path("properties"))
                        .put("createdOn", custom.createdAt().toString())
                        .put("updatedOn", custom.updatedAt().toString())
                        .put("createdBy", custom.createdBy())
                        .put("updatedBy", custom.updatedBy());
                yield body;
            }
        };
    }

    private static ObjectNode body(Call call, RoleDefinition role, String type, List<String> assignableScopes) {
        ObjectNode body = ArmJson.resource(
                call.id("roleDefinitions", role.id()), role.id(), "Microsoft.Authorization/roleDefinitions");
        ObjectNode properties = body.putObject("properties")
                .put("roleName", role.title())
                .put("type", type)
                .put("description", role.description());
        texts(properties.putArray("assignableScopes"), assignableScopes);
        ArrayNode permissions = properties.putArray("permissions");
        for (Permission permission : role.permissions()) {
            ObjectNode node = permissions.addObject();
            texts(node.putArray("actions"), permission.actions());
            texts(node.putArray("notActions"), permission.notActions());
            texts(node.putArray("dataActions"), permission.dataActions());
            texts(node.putArray("notDataActions"), permission.notDataActions());
        }
        return body;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
