package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingDetails;
import dev.outlay.budget.billing.BillingEntity;
import dev.outlay.budget.billing.Customer;
import dev.outlay.budget.billing.KeepBillingDetails;
import dev.outlay.budget.billing.Recounts;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListPosition;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Billing accounts, profiles and customers over HTTP. */
@ApplicationScoped
class BillingEndpoint {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts/";

    /** Profiles that are shown in their account. */
    private static final int MOST_EXPANDED = 100;

    private final Billing billing;
    private final KeepBillingDetails details;
    private final Recounts recounts;

    BillingEndpoint(Billing billing, KeepBillingDetails details, Recounts recounts) {
        this.billing = billing;
        this.details = details;
        this.recounts = recounts;
    }

    Uni<Answer> accounts(Call call) {
        return ListAnswer.ofMade(
                call,
                ACCOUNTS,
                Billing.ACCOUNT_FIELDS,
                wanted -> billing.accounts(call.principal(), wanted),
                account -> expanded(call, ACCOUNTS + account.id(), account));
    }

    Uni<Answer> account(Call call) {
        return billing.account(
                        call.principal(), (Scope.BillingAccount) call.scope().scope())
                .chain(found -> expanded(call, call.scope().armId(), found.orElseThrow(() -> unknown(call))))
                .map(Answer::ok);
    }

    /** An account, with its profiles where {@code $expand} asks for them. Everything else that it could ask for is shown anyway, or is not there. */
    private Uni<ObjectNode> expanded(Call call, String id, BillingEntity account) {
        ObjectNode body = BillingBodies.account(id, account);
        boolean withProfiles = Arrays.stream(call.parameter("$expand").split(",", -1))
                .map(asked -> asked.strip().toLowerCase(Locale.ROOT))
                .anyMatch(asked -> asked.equals("billingprofiles") || asked.startsWith("billingprofiles/"));
        if (!withProfiles) {
            return Uni.createFrom().item(body);
        }
        return billing.profiles(
                        call.principal(),
                        new Scope.BillingAccount(account.id()),
                        () -> ListQuestion.first(MOST_EXPANDED))
                .map(profiles -> withProfiles(call, id, body, profiles));
    }

    /** An account that has more profiles than an answer should have says where the others are listed. */
    private static ObjectNode withProfiles(Call call, String id, ObjectNode body, ListPart<BillingEntity> profiles) {
        ObjectNode properties = (ObjectNode) body.path("properties");
        ArrayNode shown = properties.putArray("billingProfiles");
        String path = id + "/billingProfiles/";
        profiles.items().forEach(profile -> shown.add(BillingBodies.profile(path + profile.id(), profile)));
        ListPosition next = profiles.next();
        if (next != null) {
            properties.put("billingProfilesNextLink", Links.from(call, path, ListToken.write(next)));
        }
        return body;
    }

    Uni<Answer> profiles(Call call) {
        String prefix = call.scope().armId() + "/billingProfiles/";
        return ListAnswer.of(
                call,
                prefix,
                Billing.PROFILE_FIELDS,
                wanted -> billing.profiles(
                        call.principal(), (Scope.BillingAccount) call.scope().scope(), wanted),
                profile -> BillingBodies.profile(prefix + profile.id(), profile));
    }

    Uni<Answer> profile(Call call) {
        return billing.profile(
                        call.principal(), (Scope.BillingProfile) call.scope().scope())
                .map(found ->
                        Answer.ok(BillingBodies.profile(call.scope().armId(), found.orElseThrow(() -> unknown(call)))));
    }

    Uni<Answer> customers(Call call) {
        String prefix = BillingBodies.accountId(call) + "/customers/";
        return ListAnswer.of(
                call,
                call.scope().armId() + "/customers",
                Billing.CUSTOMER_FIELDS,
                wanted -> billing.customers(call.principal(), call.scope().scope(), wanted),
                customer -> BillingBodies.customer(prefix + customer.id(), customer));
    }

    Uni<Answer> customer(Call call) {
        return NamedCustomer.known(call, billing).chain(customer -> customer(call, customer, false));
    }

    Uni<Answer> putCustomer(Call call) {
        return billing.keep(call.changedBy(), (Scope.Customer) call.scope().scope(), () -> terms(call))
                .chain(kept -> customer(call, kept.customer(), kept.recounted()));
    }

    /** @param recounted whether this request has its charges counted again: it is answered where that can be followed */
    private Uni<Answer> customer(Call call, Customer customer, boolean recounted) {
        return recounts.last(call.principal(), NamedCustomer.of(call)).map(last -> {
            ObjectNode body = BillingBodies.customer(NamedCustomer.id(call), customer);
            last.ifPresent(recount -> ((ObjectNode) body.path("properties")).set("recount", RecountJson.body(recount)));
            return new Answer(
                    200,
                    ArmJson.text(body),
                    last.filter(recount -> recounted)
                            .map(recount -> RecountJson.whereItIsAsked(call, recount))
                            .orElse(Map.of()));
        });
    }

    Uni<Answer> putAccount(Call call) {
        return details.account(
                        call.changedBy(),
                        (Scope.BillingAccount) call.scope().scope(),
                        () -> BillingBodies.details(call, DetailField.ACCOUNT))
                .map(account -> Answer.ok(BillingBodies.account(call.scope().armId(), account)));
    }

    /** Of an account that is known; one that is not is made so by PUT. */
    Uni<Answer> patchAccount(Call call) {
        return details.changeAccount(
                        call.changedBy(),
                        (Scope.BillingAccount) call.scope().scope(),
                        () -> BillingBodies.details(call, DetailField.ACCOUNT))
                .map(account -> Answer.ok(
                        BillingBodies.account(call.scope().armId(), account.orElseThrow(() -> unknown(call)))));
    }

    Uni<Answer> putProfile(Call call) {
        return details.profile(
                        call.changedBy(),
                        (Scope.BillingProfile) call.scope().scope(),
                        () -> BillingBodies.details(call, DetailField.PROFILE))
                .map(profile -> Answer.ok(BillingBodies.profile(call.scope().armId(), profile)));
    }

    private static Billing.Terms terms(Call call) {
        JsonNode properties = ArmJson.object(call).path("properties");
        BillingDetails stated = BillingBodies.details(call, DetailField.CUSTOMER);
        return new Billing.Terms(
                stated,
                choice(properties.path("agreementType"), "agreementType", "MicrosoftCustomerAgreement", "CspOffer"));
    }

    /** Which of two words it is: false for the first, true for the second. */
    static boolean choice(JsonNode node, String name, String no, String yes) {
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

    static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "'" + call.scope().armId()
                                + "' could not be found. It becomes known with its first charge, or when something is"
                                + " put there.")
                .exception();
    }
}
