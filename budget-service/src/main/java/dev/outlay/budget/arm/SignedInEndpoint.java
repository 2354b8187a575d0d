package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.SeenSubscription;
import dev.outlay.budget.access.SeenSubscriptions;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Which subscriptions and tenants there are for the caller, as Azure's clients ask when somebody signs in ({@code az login}, the SDKs' default subscription). Whoever has a token may ask and is told
 * of its own alone; what others have is not there.
 */
@ApplicationScoped
class SignedInEndpoint {

    private static final String SUBSCRIPTIONS = "/subscriptions";

    private final SeenSubscriptions subscriptions;

    SignedInEndpoint(SeenSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    Uni<Answer> list(Call call) {
        return ListAnswer.of(
                call,
                SUBSCRIPTIONS,
                SeenSubscriptions.FIELDS,
                wanted -> subscriptions.list(call.principal(), wanted.get()),
                SignedInEndpoint::body);
    }

    Uni<Answer> get(Call call) {
        return subscriptions
                .find(call.principal(), call.name())
                .map(found -> Answer.ok(body(found.orElseThrow(() -> Refusal.notFound(
                                "SubscriptionNotFound", "The subscription '" + call.name() + "' could not be found.")
                        .exception()))));
    }

    /** The caller's own; in which others it is a guest is not known here. A token without a tenant has none. */
    Uni<Answer> tenants(Call call) {
        ObjectNode answer = ArmJson.node();
        ArrayNode value = answer.putArray("value");
        String tenant = call.principal().tenant();
        if (!tenant.isEmpty()) {
            value.addObject()
                    .put("id", "/tenants/" + tenant)
                    .put("tenantId", tenant)
                    .put("tenantCategory", "Home");
        }
        return Uni.createFrom().item(Answer.ok(answer.putNull("nextLink")));
    }

    private static ObjectNode body(SeenSubscription seen) {
        ObjectNode body = ArmJson.node()
                .put("id", SUBSCRIPTIONS + "/" + seen.id())
                .put("subscriptionId", seen.id())
                .put("tenantId", seen.tenant())
                .put("displayName", seen.displayName())
                .put("state", seen.current() ? "Enabled" : "Disabled")
                .put("authorizationSource", "RoleBased");
        body.putArray("managedByTenants");
        return body;
    }
}
