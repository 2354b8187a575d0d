package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Which resource providers there are, as Terraform's azurerm, az and the SDKs ask before anything else. Whoever has a token is told the same, of the tenant and of every subscription, whether or not there is such a one: so nothing is looked up, and nobody learns which subscriptions
 * there are. All that are answered are registered, and no other one is named.
 */
@ApplicationScoped
class ProvidersEndpoint {

    Uni<Answer> list(Call call) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        ServedProviders.all().forEach(provider -> value.add(body(call, provider)));
        return Uni.createFrom().item(Answer.ok(list.putNull("nextLink")));
    }

    Uni<Answer> get(Call call) {
        return Uni.createFrom().item(() -> Answer.ok(body(call, served(call))));
    }

    /** Nothing is to be done for it. */
    Uni<Answer> register(Call call) {
        return get(call);
    }

    /** What is answered cannot be turned off for one subscription, and to say that it was would have clients wait for it. */
    Uni<Answer> unregister(Call call) {
        return Uni.createFrom().item(() -> {
            throw new Refusal(
                            409,
                            "RegistrationFreeResourceProvider",
                            "The resource provider '" + served(call).namespace()
                                    + "' needs no registration and cannot be unregistered.")
                    .exception();
        });
    }

    private static ServedProviders served(Call call) {
        return ServedProviders.of(call.name()).orElseThrow(() -> Refusal.notFound(
                        "InvalidResourceNamespace",
                        "The resource namespace '" + call.name()
                                + "' is not served. Those that are: GET /providers?api-version=2022-09-01.")
                .exception());
    }

    private static ObjectNode body(Call call, ServedProviders provider) {
        @Nullable ScopedPath subscription = call.scoped();
        ObjectNode body = ArmJson.node()
                .put("id", (subscription == null ? "" : subscription.armId()) + "/providers/" + provider.namespace())
                .put("namespace", provider.namespace())
                .put("registrationPolicy", "RegistrationFree");
        if (subscription != null) {
            body.put("registrationState", "Registered");
        }
        ArrayNode types = body.putArray("resourceTypes");
        for (ServedProviders.Type type : provider.types()) {
            ObjectNode each = types.addObject().put("resourceType", type.name());
            each.putArray("locations");
            type.versions().forEach(each.putArray("apiVersions")::add);
            each.put("capabilities", "None");
        }
        return body;
    }
}
