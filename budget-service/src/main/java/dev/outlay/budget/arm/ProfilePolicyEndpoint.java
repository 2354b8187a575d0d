package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingEntity;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Billing profiles' policies over HTTP (azure-rest-contract.md section 9). What Azure decides by them is not decided by a profile here: nothing is bought here, so nothing keeps anybody from buying, and whether its users see
 * cost is each customer's own policy. So a policy says what holds, and whoever wants to change it is told that it would change nothing, and what does.
 */
@ApplicationScoped
class ProfilePolicyEndpoint {

    /** Has a word for what is decided elsewhere. */
    private static final String WITH_OTHER = "2024-04-01";

    /** What may be bought, in each version. */
    private static final String MARKETPLACE = "AllAllowed";

    private static final String RESERVATIONS = "Allowed";

    /** Nobody sees cost because of a profile. */
    private static final String NOT_BY_IT = "NotAllowed";

    private static final String OTHER = "Other";

    private final Billing billing;

    ProfilePolicyEndpoint(Billing billing) {
        this.billing = billing;
    }

    Uni<Answer> get(Call call) {
        return known(call).map(profile -> Answer.ok(body(call)));
    }

    /** Takes what holds anyway. */
    Uni<Answer> put(Call call) {
        return known(call).map(profile -> {
            JsonNode properties = ArmJson.object(call).path("properties");
            if (!properties.isObject()) {
                throw Refusal.badRequest("'properties' must be an object.").exception();
            }
            requireWhatHolds(properties);
            return Answer.ok(body(call));
        });
    }

    private Uni<BillingEntity> known(Call call) {
        return billing.profile(
                        call.principal(), (Scope.BillingProfile) call.scope().scope())
                .map(found -> found.orElseThrow(() -> BillingEndpoint.unknown(call)));
    }

    private static void requireWhatHolds(JsonNode properties) {
        String bought =
                "nothing is bought here, so nothing would keep anybody from buying. Forbid it where it is bought.";
        require(properties, "marketplacePurchases", List.of(MARKETPLACE), bought);
        require(properties, "reservationPurchases", List.of(RESERVATIONS), bought);
        require(
                properties,
                "viewCharges",
                List.of(NOT_BY_IT, OTHER),
                "whether its users see cost is decided for each customer. PUT"
                        + " .../customers/{customer}/policies/default of the billing account.");
    }

    /** Read in any casing; what is not mentioned, or null, asks for nothing. */
    private static void require(JsonNode properties, String name, List<String> holding, String why) {
        JsonNode wanted = properties.path(name);
        if (wanted.isMissingNode() || wanted.isNull()) {
            return;
        }
        if (!wanted.isTextual() || holding.stream().noneMatch(word -> word.equalsIgnoreCase(wanted.textValue()))) {
            throw new Refusal(
                            400,
                            "PolicyHasNoEffect",
                            "'properties." + name + "' of a billing profile is " + String.join(" or ", holding)
                                    + ", and anything else would have no effect: " + why)
                    .exception();
        }
    }

    private static ObjectNode body(Call call) {
        String viewCharges = call.parameter("api-version").equals(WITH_OTHER) ? OTHER : NOT_BY_IT;
        ObjectNode body = ArmJson.resource(
                call.scope().armId() + "/policies/default",
                "default",
                "Microsoft.Billing/billingAccounts/billingProfiles/policies");
        ObjectNode properties = body.putObject("properties")
                .put("marketplacePurchases", MARKETPLACE)
                .put("reservationPurchases", RESERVATIONS)
                .put("viewCharges", viewCharges)
                .put("provisioningState", "Succeeded");
        ArrayNode policies = properties.putArray("policies");
        policy(policies, call, "marketplacePurchases", MARKETPLACE);
        policy(policies, call, "reservationPurchases", RESERVATIONS);
        policy(policies, call, "viewCharges", viewCharges);
        return body;
    }

    private static void policy(ArrayNode policies, Call call, String name, String value) {
        policies.addObject()
                .put("name", name)
                .put("policyType", "SystemControlled")
                .put("scope", call.scope().armId())
                .put("value", value);
    }
}
