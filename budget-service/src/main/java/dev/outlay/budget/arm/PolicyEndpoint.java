package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.Customer;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.seal.Seal;
import dev.outlay.budget.seal.Seals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Customers' cost-visibility policies over HTTP (azure-rest-contract.md section 9). A policy is one resource, its customer's, also where it is reached through the customer's billing profile.
 *
 * <p>The versions up to 2020 answer 200 alone. That of 2024 lets it be a long-running operation: 201 and a {@code Location}, which answers 202 until the broker has what the alert service is told
 * of the change, and 200 with the policy from then on.
 */
@ApplicationScoped
class PolicyEndpoint {

    private static final String LONG_RUNNING = "2024-04-01";

    /** The relay sends ten times a second. */
    private static final String SECONDS = "1";

    private final Billing billing;
    private final Seals seals;

    PolicyEndpoint(Billing billing, Seals seals) {
        this.billing = billing;
        this.seals = seals;
    }

    Uni<Answer> get(Call call) {
        return NamedCustomer.known(call, billing).map(customer -> Answer.ok(body(call, customer, "Succeeded")));
    }

    Uni<Answer> put(Call call) {
        // Through a profile only a customer of it is found; at the account one becomes known with what is put of it.
        Uni<?> reached = call.scope().scope() instanceof Scope.BillingProfile
                ? NamedCustomer.known(call, billing)
                : Uni.createFrom().voidItem();
        return reached.chain(() -> billing.setPolicy(call.changedBy(), NamedCustomer.of(call), () -> viewCharges(call)))
                .chain(set -> call.parameter("api-version").equals(LONG_RUNNING) && set.changed()
                        ? begun(call, set)
                        : Uni.createFrom().item(Answer.ok(body(call, set.customer(), "Succeeded"))));
    }

    private Uni<Answer> begun(Call call, Billing.PolicySet set) {
        return seals.get().map(seal -> {
            String operation = seal.seal(purpose(NamedCustomer.of(call)), set.eventId());
            return new Answer(
                    201, ArmJson.text(body(call, set.customer(), "Updating")), whereItIsAsked(call, operation));
        });
    }

    /** What became of setting a policy. */
    Uni<Answer> result(Call call) {
        return NamedCustomer.known(call, billing).chain(customer -> seals.get()
                .map(seal -> eventId(call, seal))
                .chain(eventId -> billing.isPolicyTold(call.principal(), NamedCustomer.of(call), eventId))
                .map(told -> told
                        ? Answer.ok(body(call, customer, "Succeeded"))
                        : new Answer(202, null, whereItIsAsked(call, call.name()))));
    }

    private static Map<String, String> whereItIsAsked(Call call, String operation) {
        return Map.of(
                "Location",
                Links.operation(call, NamedCustomer.id(call) + "/policies/default/operationResults/" + operation),
                "Retry-After",
                SECONDS);
    }

    private static String eventId(Call call, Seal seal) {
        return seal.open(purpose(NamedCustomer.of(call)), call.name()).orElseThrow(() -> Refusal.notFound(
                        "ResourceNotFound",
                        "There is no operation '" + call.name()
                                + "' of this policy. The Location of the PUT that began one leads to it.")
                .exception());
    }

    private static String purpose(Scope.Customer customer) {
        return "policy of " + customer.armId();
    }

    private static boolean viewCharges(Call call) {
        return BillingEndpoint.choice(
                ArmJson.object(call).path("properties").path("viewCharges"), "viewCharges", "NotAllowed", "Allowed");
    }

    private static ObjectNode body(Call call, Customer customer, String state) {
        String viewCharges = customer.viewCharges() ? "Allowed" : "NotAllowed";
        ObjectNode body = ArmJson.resource(
                NamedCustomer.id(call) + "/policies/default",
                "default",
                "Microsoft.Billing/billingAccounts/customers/policies");
        body.putObject("properties")
                .put("viewCharges", viewCharges)
                .put("provisioningState", state)
                .putArray("policies")
                .addObject()
                .put("name", "viewCharges")
                .put("policyType", "UserControlled")
                .put("scope", NamedCustomer.id(call))
                .put("value", viewCharges);
        return body;
    }
}
