package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The roles that can be assigned, over HTTP: {@code Microsoft.Authorization/roleDefinitions}. They are the same at every scope and say nothing of it, so whoever
 * has a token reads them; Terraform and scripts look up the id of a role by its name before they assign it.
 */
@ApplicationScoped
class RoleDefinitionsEndpoint {

    private static final String BUILT_IN = "BuiltInRole";

    Uni<Answer> list(Call call) {
        RoleFilter filter = RoleFilter.read(call.parameter("$filter"));
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        Arrays.stream(Role.values())
                .filter(role -> filter.takes(role, BUILT_IN))
                .forEach(role -> value.add(body(call, role)));
        return Uni.createFrom().item(Answer.ok(list.putNull("nextLink")));
    }

    Uni<Answer> get(Call call) {
        return Uni.createFrom().item(Answer.ok(body(call, withId(call.name()).orElseThrow(() -> Refusal.notFound(
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '" + call.name() + "' does not exist.")
                .exception()))));
    }

    private static Optional<Role> withId(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return Arrays.stream(Role.values())
                .filter(role -> role.id().equals(wanted))
                .findFirst();
    }

    private static ObjectNode body(Call call, Role role) {
        ObjectNode body = ArmJson.node()
                .put("id", call.id("roleDefinitions", role.id()))
                .put("name", role.id())
                .put("type", "Microsoft.Authorization/roleDefinitions");
        ObjectNode properties = body.putObject("properties")
                .put("roleName", role.title())
                .put("type", BUILT_IN)
                .put("description", role.description());
        properties.putArray("assignableScopes").add("/");
        ObjectNode permission = properties.putArray("permissions").addObject();
        texts(permission.putArray("actions"), role.actions());
        texts(permission.putArray("notActions"), role.exceptions());
        permission.putArray("dataActions");
        permission.putArray("notDataActions");
        return body;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
