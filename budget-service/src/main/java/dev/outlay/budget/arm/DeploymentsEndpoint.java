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
                .delete(call.changedBy(), call.route().need(), scope(call), call.name())
                .replaceWith(Answer.NO_CONTENT);
    }

    /** A deployment is over when it is answered, so that there is never one to cancel; Azure's code for one that is over. */
    Uni<Answer> cancel(Call call) {
        return deployments
                .get(call.principal(), call.route().need(), scope(call), call.name())
                .map(found -> {
                    throw new Refusal(
                                    409,
                                    "DeploymentCannotBeCancelled",
                                    "The deployment '" + found.name()
                                            + "' cannot be cancelled: deployments are carried out within the request that"
                                            + " asks for them, and end with it.")
                            .exception();
                });
    }

    Uni<Answer> operations(Call call) {
        return deployments
                .operations(call.principal(), call.route().need(), scope(call), call.name())
                .map(kept -> {
                    ObjectNode list = ArmJson.node();
                    ArrayNode value = list.putArray("value");
                    for (JsonNode operation : ArmJson.kept(kept.operations())) {
                        value.add(operation(call, kept.name(), operation));
                    }
                    return Answer.ok(list.putNull("nextLink"));
                });
    }

    /** Asked for by the names of a deployment and an operation, with a slash between them. */
    Uni<Answer> operation(Call call) {
        int slash = call.name().lastIndexOf('/');
        String id = call.name().substring(slash + 1);
        return deployments
                .operations(
                        call.principal(),
                        call.route().need(),
                        scope(call),
                        call.name().substring(0, slash))
                .map(kept -> {
                    for (JsonNode operation : ArmJson.kept(kept.operations())) {
                        if (operation.path("operationId").asText().equalsIgnoreCase(id)) {
                            return Answer.ok(operation(call, kept.name(), operation));
                        }
                    }
                    throw Refusal.notFound(
                                    "DeploymentOperationNotFound",
                                    "The deployment '" + kept.name() + "' has no operation of this id.")
                            .exception();
                });
    }

    private static ObjectNode operation(Call call, String deployment, JsonNode operation) {
        String id = operation.path("operationId").asText();
        return ArmJson.node()
                .put("id", DeploymentJson.id(call, deployment) + "/operations/" + id)
                .put("operationId", id)
                .set("properties", operation.path("properties"));
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
