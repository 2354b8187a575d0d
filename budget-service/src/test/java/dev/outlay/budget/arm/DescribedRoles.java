package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.openapi.DocumentedOperation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Role definitions among what is described: each scope has one of its own, which can be assigned there and has a name that no other one has. */
final class DescribedRoles {

    private static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions/";

    private DescribedRoles() {}

    /** Names the role of the operation's scope, where one is named at all: the same whenever it is asked for. */
    static void name(DocumentedOperation operation, Map<String, String> names) {
        String path = operation.path(names);
        int at = path.indexOf(DEFINITIONS);
        if (at > 0) { // Without a scope the built-in one of the example is asked for.
            String scope = path.substring(0, at);
            names.put(
                    "roleDefinitionId",
                    UUID.nameUUIDFromBytes(scope.getBytes(StandardCharsets.UTF_8))
                            .toString());
        }
    }

    /** The body of a role as one of the scope that the target is at; any other body as it is. */
    static JsonNode placed(String target, JsonNode body) {
        int at = target.indexOf(DEFINITIONS);
        if (at >= 0) {
            ObjectNode properties = (ObjectNode) body.path("properties");
            properties.put("roleName", properties.path("roleName").asText() + " " + target);
            properties.putArray("assignableScopes").add(target.substring(0, at));
        }
        return body;
    }
}
