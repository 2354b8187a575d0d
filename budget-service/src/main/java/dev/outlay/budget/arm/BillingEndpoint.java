package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingEntity;
import dev.outlay.budget.billing.Customer;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Billing accounts, profiles, customers and their policies over HTTP. */
@ApplicationScoped
class BillingEndpoint {

    private static final int MAX_NAME = 256;
    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts/";

    private final Billing billing;

    BillingEndpoint(Billing billing) {
        this.billing = billing;
    }

    Uni<Answer> accounts(Call call) {
        return billing.accounts(call.principal())
                .map(found -> list(found, account -> account(ACCOUNTS + account.id(), account)));
    }

    Uni<Answer> account(Call call) {
        return billing.account(
                        call.principal(), (Scope.BillingAccount) call.scope().scope())
                .map(found -> Answer.ok(account(call.scope().armId(), found.orElseThrow(() -> unknown(call)))));
    }

    Uni<Answer> profiles(Call call) {
        String prefix = call.scope().armId() + "/billingProfiles/";
        return billing.profiles(
                        call.principal(), (Scope.BillingAccount) call.scope().scope())
                .map(found -> list(found, profile -> profile(prefix + profile.id(), profile)));
    }

    Uni<Answer> profile(Call call) {
        return billing.profile(
                        call.principal(), (Scope.BillingProfile) call.scope().scope())
                .map(found -> Answer.ok(profile(call.scope().armId(), found.orElseThrow(() -> unknown(call)))));
    }

    Uni<Answer> customers(Call call) {
        String prefix = call.scope().armId() + "/customers/";
        return billing.customers(
                        call.principal(), (Scope.BillingAccount) call.scope().scope())
                .map(found -> list(found, customer -> customer(prefix + customer.id(), customer)));
    }

    Uni<Answer> customer(Call call) {
        return known(call).map(customer -> Answer.ok(customer(call.scope().armId(), customer)));
    }

    Uni<Answer> putCustomer(Call call) {
        return billing.keep(call.principal(), (Scope.Customer) call.scope().scope(), () -> terms(call))
                .map(customer -> Answer.ok(customer(call.scope().armId(), customer)));
    }

    private static Billing.Terms terms(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        JsonNode name = properties.path("displayName");
        if (!name.isMissingNode() && !name.isNull() && !isName(name)) {
            throw Refusal.badRequest("'properties.displayName' must be a text of 1 to " + MAX_NAME + " characters.")
                    .exception();
        }
        return new Billing.Terms(
                name.isTextual() ? name.textValue() : null,
                choice(properties.path("agreementType"), "agreementType", "MicrosoftCustomerAgreement", "CspOffer"));
    }

    Uni<Answer> policy(Call call) {
        return known(call).map(customer -> Answer.ok(policy(call, customer)));
    }

    Uni<Answer> putPolicy(Call call) {
        return billing.setPolicy(call.principal(), (Scope.Customer) call.scope().scope(), () -> viewCharges(call))
                .map(customer -> Answer.ok(policy(call, customer)));
    }

    private static boolean viewCharges(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        return choice(properties.path("viewCharges"), "viewCharges", "NotAllowed", "Allowed");
    }

    private Uni<Customer> known(Call call) {
        return billing.customer(call.principal(), (Scope.Customer) call.scope().scope())
                .map(found -> found.orElseThrow(() -> unknown(call)));
    }

    private static boolean isName(JsonNode name) {
        return name.isTextual()
                && !name.textValue().isBlank()
                && name.textValue().length() <= MAX_NAME
                && name.textValue().chars().noneMatch(Character::isISOControl);
    }

    /** Which of two words it is: false for the first, true for the second. */
    private static boolean choice(JsonNode node, String name, String no, String yes) {
        String word = node.asText("").toLowerCase(Locale.ROOT);
        if (word.equals(yes.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (word.equals(no.toLowerCase(Locale.ROOT))) {
            return false;
        }
        throw Refusal.badRequest("'properties." + name + "' must be " + no + " or " + yes + ".")
                .exception();
    }

    private static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "'" + call.scope().armId()
                                + "' could not be found. It becomes known with its first charge, or when something is put there.")
                .exception();
    }

    private static <T> Answer list(List<T> found, Function<T, ObjectNode> body) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        found.forEach(item -> value.add(body.apply(item)));
        return Answer.ok(list);
    }

    private static ObjectNode account(String id, BillingEntity account) {
        ObjectNode body = ArmJson.resource(id, account.id(), "Microsoft.Billing/billingAccounts");
        body.putObject("properties")
                .put("displayName", Optional.ofNullable(account.displayName()).orElse(account.id()))
                .put("agreementType", "MicrosoftPartnerAgreement")
                .put("accountType", "Partner")
                .put("customerType", "Partner");
        return body;
    }

    private static ObjectNode profile(String id, BillingEntity profile) {
        ObjectNode body = ArmJson.resource(id, profile.id(), "Microsoft.Billing/billingAccounts/billingProfiles");
        body.putObject("properties")
                .put("displayName", Optional.ofNullable(profile.displayName()).orElse(profile.id()))
                .put("currency", profile.currency());
        return body;
    }

    private static ObjectNode customer(String id, Customer customer) {
        ObjectNode body = ArmJson.resource(id, customer.id(), "Microsoft.Billing/billingAccounts/customers");
        body.putObject("properties")
                .put("displayName", Optional.ofNullable(customer.displayName()).orElse(customer.id()))
                .put("agreementType", customer.cspOffer() ? "CspOffer" : "MicrosoftCustomerAgreement");
        return body;
    }

    private static ObjectNode policy(Call call, Customer customer) {
        ObjectNode body = ArmJson.resource(
                call.scope().armId() + "/policies/default",
                "default",
                "Microsoft.Billing/billingAccounts/customers/policies");
        body.putObject("properties").put("viewCharges", customer.viewCharges() ? "Allowed" : "NotAllowed");
        return body;
    }
}
