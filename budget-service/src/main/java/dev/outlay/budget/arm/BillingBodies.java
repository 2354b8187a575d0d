package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.BillingDetails;
import dev.outlay.budget.billing.BillingEntity;
import dev.outlay.budget.billing.Customer;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ArmPath;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bodies of billing accounts, profiles and customers, as they are sent and answered (azure-rest-contract.md section 9). */
final class BillingBodies {

    private static final int MAX_NAME = 256;

    private BillingBodies() {}

    static ObjectNode account(String id, BillingEntity account) {
        JsonNode kept = ArmJson.kept(account.details());
        ObjectNode body = ArmJson.resource(id, account.id(), "Microsoft.Billing/billingAccounts");
        ObjectNode properties = body.putObject("properties")
                .put("displayName", Optional.ofNullable(account.displayName()).orElse(account.id()))
                .put("agreementType", "MicrosoftPartnerAgreement")
                .put("accountType", "Partner")
                .put("customerType", "Partner")
                .put("accountStatus", "Active")
                .put("hasReadAccess", true);
        DetailJson.write(properties, kept, DetailField.ACCOUNT);
        sameAddress(properties, "address", "soldTo");
        return body;
    }

    static ObjectNode profile(String id, BillingEntity profile) {
        JsonNode kept = ArmJson.kept(profile.details());
        ObjectNode body = ArmJson.resource(id, profile.id(), "Microsoft.Billing/billingAccounts/billingProfiles");
        ObjectNode properties = body.putObject("properties")
                .put("displayName", Optional.ofNullable(profile.displayName()).orElse(profile.id()))
                .put("systemId", profile.id()) // Under which its source's system knows it: charges name no other one.
                .put("currency", profile.currency())
                .put("status", "Active")
                .put("hasReadAccess", true);
        DetailJson.write(properties, kept, DetailField.PROFILE);
        sameAddress(properties, "address", "billTo");
        properties.putArray("targetClouds"); // The public one; there are no others here.
        return body;
    }

    static ObjectNode customer(String id, Customer customer) {
        ObjectNode body = ArmJson.resource(id, customer.id(), "Microsoft.Billing/billingAccounts/customers");
        ObjectNode properties = body.putObject("properties")
                .put("displayName", Optional.ofNullable(customer.displayName()).orElse(customer.id()))
                .put("systemId", customer.id())
                .put("agreementType", customer.cspOffer() ? "CspOffer" : "MicrosoftCustomerAgreement")
                .put("status", "Active");
        Customer.Profile profile = customer.invoicedOn();
        if (profile != null) {
            properties
                    .put(
                            "billingProfileId",
                            id.substring(0, id.lastIndexOf('/', id.lastIndexOf('/') - 1)) + "/billingProfiles/"
                                    + profile.id())
                    .put("billingProfileDisplayName", profile.displayName());
        }
        DetailJson.write(properties, ArmJson.kept(customer.details()), DetailField.CUSTOMER);
        if (customer.resellers() != null) {
            JsonNode told = ArmJson.kept(customer.resellers());
            if (!told.isEmpty()) {
                properties.set("resellers", told);
            }
        }
        return body;
    }

    /** Versions of the contract name one address differently; it is answered under both names, whichever it was sent under. */
    private static void sameAddress(ObjectNode properties, String older, String newer) {
        if (properties.has(newer)) {
            properties.set(older, properties.path(newer));
        } else if (properties.has(older)) {
            properties.set(newer, properties.path(older));
        }
    }

    /** What a body says; fails with a refusal. */
    static BillingDetails details(Call call, List<DetailField> fields) {
        JsonNode properties = ArmJson.object(call).path("properties");
        if (!properties.isObject()) {
            throw Refusal.badRequest("'properties' must be an object.").exception();
        }
        ObjectNode members = DetailJson.read(properties, fields);
        keepOnce(members, "soldTo");
        keepOnce(members, "billTo");
        return new BillingDetails(
                name(properties.path("displayName")),
                fields == DetailField.PROFILE ? currency(properties.path("currency")) : null,
                fields == DetailField.CUSTOMER ? profile(call, properties.path("billingProfileId")) : null,
                ArmJson.text(members));
    }

    /** It is kept once, under the name that it has in all versions. Answers have it under both, and whoever changes one must not lose that to the other. */
    private static void keepOnce(ObjectNode members, String newer) {
        JsonNode address = members.remove(newer);
        if (address == null) {
            return;
        }
        if (members.has("address") && !members.path("address").equals(address)) {
            throw Refusal.badRequest("'properties.address' and 'properties." + newer
                            + "' are one address and say different things. Send one of them, or the same in both.")
                    .exception();
        }
        members.set("address", address);
    }

    private static @Nullable String name(JsonNode name) {
        if (name.isMissingNode() || name.isNull()) {
            return null;
        }
        if (!DetailJson.isText(name, MAX_NAME)) {
            throw Refusal.badRequest("'properties.displayName' must be a text of 1 to " + MAX_NAME + " characters.")
                    .exception();
        }
        return name.textValue();
    }

    private static @Nullable String currency(JsonNode currency) {
        if (currency.isMissingNode() || currency.isNull()) {
            return null;
        }
        String code = currency.asText("").toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(code))) {
            throw Refusal.badRequest("'properties.currency' must be a code of ISO 4217, such as CHF.")
                    .exception();
        }
        return code;
    }

    private static Scope.@Nullable BillingProfile profile(Call call, JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        String account = ((Scope.Customer) call.scope().scope()).account();
        return Optional.of(id)
                .filter(JsonNode::isTextual)
                .map(text -> ArmPath.of(text.textValue().replace("%", "%25")))
                .filter(ArmPath.Segments.class::isInstance)
                .flatMap(path -> ScopedPath.of(((ArmPath.Segments) path).segments()))
                .filter(path -> path.rest().isEmpty())
                .map(ScopedPath::scope)
                .filter(Scope.BillingProfile.class::isInstance)
                .map(Scope.BillingProfile.class::cast)
                .filter(profile -> profile.account().equalsIgnoreCase(account))
                .orElseThrow(() -> Refusal.badRequest(
                                "'properties.billingProfileId' must be the id of a billing profile of the same account: "
                                        + "/providers/Microsoft.Billing/billingAccounts/{account}/billingProfiles/{profile}.")
                        .exception());
    }

    /** The id of the account in which the scope of a call is, with the caller's casing. */
    static String accountId(Call call) {
        String scope = call.scope().armId();
        return call.scope().scope() instanceof Scope.BillingAccount
                ? scope
                : scope.substring(0, scope.lastIndexOf('/', scope.lastIndexOf('/') - 1));
    }
}
