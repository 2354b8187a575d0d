package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.CustomRole;
import dev.outlay.budget.access.CustomRoles;
import dev.outlay.budget.access.Role;
import dev.outlay.budget.access.VisibleRoles;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The roles that can be assigned, over HTTP: {@code Microsoft.Authorization/roleDefinitions}. Those that are built in are the same at every scope and say
 * nothing of it, so whoever has a token reads them; Terraform and scripts look up the id of a role by its name before they assign it. Those that people have made are
 * shown to whoever may see them at the scope, and are not there for anybody else.
 */
@ApplicationScoped
class RoleDefinitionsEndpoint {

    private final CustomRoles customs;
    private final VisibleRoles visible;

    RoleDefinitionsEndpoint(CustomRoles customs, VisibleRoles visible) {
        this.customs = customs;
        this.visible = visible;
    }

    Uni<Answer> list(Call call) {
        RoleFilter filter = RoleFilter.read(call.parameter("$filter"));
        return customs(call, filter).map(found -> list(call, filter, found));
    }

    /** Without a scope the built-in ones are listed: what people have made belongs to scopes. */
    private Uni<List<CustomRole>> customs(Call call, RoleFilter filter) {
        return call.scoped() == null || !filter.takesType(RoleDefinitionJson.CUSTOM)
                ? Uni.createFrom().item(List.of())
                : visible.list(call.principal(), call.scope().scope(), filter.below(), filter.name());
    }

    private static Answer list(Call call, RoleFilter filter, List<CustomRole> found) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        Arrays.stream(Role.values())
                .filter(role -> filter.takes(role, RoleDefinitionJson.BUILT_IN))
                .forEach(role -> value.add(RoleDefinitionJson.body(call, role)));
        found.forEach(role -> value.add(RoleDefinitionJson.body(call, role)));
        return Answer.ok(list.putNull("nextLink"));
    }

    Uni<Answer> get(Call call) {
        return builtIn(call.name())
                .map(role -> Uni.createFrom().item(Answer.ok(RoleDefinitionJson.body(call, role))))
                .orElseGet(() -> custom(call)
                        .map(found -> Answer.ok(RoleDefinitionJson.body(
                                call, found.orElseThrow(() -> missing(call).exception())))));
    }

    private Uni<Optional<CustomRole>> custom(Call call) {
        return call.scoped() == null
                ? visible.find(call.principal(), call.name())
                : visible.find(call.principal(), call.scope().scope(), call.name());
    }

    private static Refusal missing(Call call) {
        return Refusal.notFound(
                "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + call.name() + "' does not exist.");
    }

    private static Optional<Role> builtIn(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return Arrays.stream(Role.values())
                .filter(role -> role.id().equals(wanted))
                .findFirst();
    }

    /** Azure answers 201 to a change too. */
    Uni<Answer> put(Call call) {
        return customs.put(call.changedBy(), call.scope(), call.name(), () -> RoleDefinitionJson.read(call))
                .map(role -> Answer.created(RoleDefinitionJson.body(call, role)));
    }

    Uni<Answer> delete(Call call) {
        return customs.delete(call.changedBy(), call.scope(), call.name())
                .map(found -> found.map(role -> Answer.ok(RoleDefinitionJson.body(call, role)))
                        .orElse(Answer.NO_CONTENT));
    }
}
