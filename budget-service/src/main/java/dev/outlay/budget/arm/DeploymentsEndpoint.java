package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.deployment.Deployments;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of deployments over HTTP: {@code Microsoft.Resources/deployments} at a subscription, a resource group or the tenant. */
@ApplicationScoped
class DeploymentsEndpoint {

    private final Deployments deployments;

    DeploymentsEndpoint(Deployments deployments) {
        this.deployments = deployments;
    }

    Uni<Answer> list(Call call) {
        return deployments
                .list(call.principal(), call.route().need(), scope(call), () -> part(call))
                .map(page -> Answer.ok(list(call, page)));
    }

    Uni<Answer> get(Call call) {
        return deployments
                .get(call.principal(), call.route().need(), scope(call), call.name())
                .map(found -> Answer.ok(DeploymentJson.body(call, found)));
    }

    Uni<Answer> delete(Call call) {
        return deployments
                .delete(call.principal(), call.route().need(), scope(call), call.name())
                .replaceWith(Answer.NO_CONTENT);
    }

    Uni<Answer> operations(Call call) {
        return deployments
                .get(call.principal(), call.route().need(), scope(call), call.name())
                .map(found -> {
                    ObjectNode list = ArmJson.node();
                    ArrayNode value = list.putArray("value");
                    for (JsonNode operation : ArmJson.kept(found.operations())) {
                        String id = operation.path("operationId").asText();
                        value.addObject()
                                .put("id", DeploymentJson.id(call, found.name()) + "/operations/" + id)
                                .put("operationId", id)
                                .set("properties", operation.path("properties"));
                    }
                    return Answer.ok(list.putNull("nextLink"));
                });
    }

    /** No filter is served, and one that is not heeded would show what was not asked for. */
    private static Deployments.Part part(Call call) {
        if (!call.parameter("$filter").isBlank()) {
            throw Refusal.badRequest("$filter of deployments is not served. All of them are listed, by name.")
                    .exception();
        }
        return new Deployments.Part(
                Objects.requireNonNullElse(PageToken.read(call.query()), ""),
                PageSize.of(call).getAsInt());
    }

    private static ObjectNode list(Call call, Deployments.Page page) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        page.deployments().forEach(each -> value.add(DeploymentJson.body(call, each)));
        String next = page.next();
        String scope = call.scoped() == null ? "" : call.scope().armId();
        return list.put(
                "nextLink",
                next == null
                        ? null
                        : Links.next(call, scope + "/providers/" + DeploymentJson.TYPE, PageToken.write(next)));
    }

    /** Null at the tenant. */
    static @Nullable Scope scope(Call call) {
        ScopedPath scoped = call.scoped();
        return scoped == null ? null : scoped.scope();
    }
}
