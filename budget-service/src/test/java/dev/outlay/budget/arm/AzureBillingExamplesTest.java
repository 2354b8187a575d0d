package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.pricesheet.PriceFile;
import dev.outlay.openapi.AzureExample;
import dev.outlay.openapi.AzureOperations;
import dev.outlay.openapi.ExampleReplay;
import dev.outlay.openapi.Reference;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Azure's official examples of billing resources, where they are at hand: each is answered with every field that it shows, from what was charged and said before. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureBillingExamplesTest {

    private static final String VERSION = "api-version=2019-10-01-preview";
    private static final String MONTH = "2026-03";

    private static final String SECTIONS = "a partner is invoiced by billing profile, which has no sections";
    private static final String OF_PRODUCTS = "no charge says it of what was bought";

    /** Field to the reason why it is not answered. */
    private static final Map<String, String> MISSING = missing();

    private static Map<String, String> missing() {
        Map<String, String> missing = new HashMap<>();
        missing.put("properties.invoiceSections", SECTIONS);
        missing.put("properties.billingProfiles[].properties.invoiceSections", SECTIONS);
        missing.put("properties.invoiceSectionId", SECTIONS);
        missing.put("properties.invoiceSectionDisplayName", SECTIONS);
        String enrollment = "of enterprise agreements; here are partners' alone";
        missing.put("properties.enrollmentDetails", enrollment);
        missing.put("properties.departments", enrollment);
        missing.put("properties.enrollmentAccounts", enrollment);
        missing.put("properties.payments[]", "what was paid is not told here");
        missing.put(
                "properties.billingProfiles[].properties.targetClouds[]", "of sovereign clouds; there is none here");
        return missing;
    }

    /** The same of products, so that an invoice or an account that lost its status is found. */
    private static final Map<String, String> MISSING_OF_PRODUCTS = Map.of(
            "properties.invoiceSectionId", SECTIONS,
            "properties.invoiceSectionDisplayName", SECTIONS,
            "properties.status", OF_PRODUCTS,
            "properties.availabilityId", OF_PRODUCTS,
            "properties.parentProductId", OF_PRODUCTS);

    private final InvoicedProfile profile = new InvoicedProfile();
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    AzureBillingExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, profile.name);
    }

    @Test
    void every_example_is_answered_with_every_field_of_it() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        List<AzureExample> examples = AzureOperations.replayedBy(AzureBillingExamplesTest.class);
        charged.record(
                usage("used"), usage("committed").with(Column.COMMITMENT_DISCOUNT_ID, "reservation-1"), bought());
        said(profile.account, examples, "BillingAccounts_Get", JsonNodeFactory.instance.objectNode());
        ObjectNode partner = JsonNodeFactory.instance.objectNode();
        partner.putObject("indirectRelationshipInfo")
                .put("billingAccountName", "partner")
                .put("billingProfileName", "partner-chf")
                .put("displayName", "Partner1");
        partner.putObject("currentPaymentTerm").put("term", "net30");
        said(profile.id, examples, "BillingProfiles_Get", partner);
        said(
                profile.account + "/customers/" + customer,
                examples,
                "Customers_Get",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("agreementType", "MicrosoftCustomerAgreement")
                        .put("billingProfileId", profile.id));
        priced();
        Map<String, String> names = names();
        Response closed = profile.close(String.valueOf(names.get("invoiceName")));
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);
        ExampleReplay replay = new ExampleReplay(MISSING, AzureBillingExamplesTest::ask);
        ExampleReplay ofProducts = new ExampleReplay(MISSING_OF_PRODUCTS, AzureBillingExamplesTest::ask);
        for (AzureExample example : examples) {
            (example.operation().startsWith("Products_") ? ofProducts : replay)
                    .replay(example, inMonth(example.target(names)), example.body());
        }

        assertThat(replay.problems()).isEmpty();
        assertThat(ofProducts.problems()).isEmpty();
    }

    /** The prices of the month, so that they can be downloaded. */
    private void priced() {
        Response imported = as(GLOBAL_ADMIN)
                .contentType("text/csv")
                .body(new PriceFile()
                        .line("effectiveStartDate", MONTH + "-01", "effectiveEndDate", "")
                        .text())
                .put(profile.id + "/providers/Microsoft.Billing/billingPeriods/" + MONTH.replace("-", "")
                        + PricedProfile.SHEET);
        assertThat(imported.statusCode()).as(imported.asString()).isEqualTo(201);
    }

    private static ExampleReplay.Answered ask(String method, String target, String body) {
        Response answer = (body.isEmpty() ? as(GLOBAL_ADMIN) : as(GLOBAL_ADMIN).body(body)).request(method, target);
        return new ExampleReplay.Answered(answer.statusCode(), answer.asString());
    }

    /** The examples are of 2018; what is older than the ledger keeps is not charged here. */
    private static String inMonth(String target) {
        return target.replaceAll("periodStartDate=[^&]*", "periodStartDate=" + MONTH + "-01")
                .replaceAll("periodEndDate=[^&]*", "periodEndDate=" + MONTH + "-31")
                .replace("2018-06-01", MONTH + "-31");
    }

    private LedgerFixture.Draft usage(String id) {
        return described(
                charged.charge(id).on(MONTH + "-04").billed("8").list("10").priced("4", "2.5"));
    }

    private LedgerFixture.Draft bought() {
        return described(charged.charge("bought")
                        .on(MONTH + "-09")
                        .category(ChargeCategory.PURCHASE)
                        .billed("500")
                        .list("600")
                        .priced("1", "600"))
                .with(Column.X_PRODUCT_ORDER_ID, "order-1")
                .with(Column.X_PRODUCT_ORDER_NAME, "Virtual machines for a year")
                .with(Column.COMMITMENT_DISCOUNT_ID, "reservation-1")
                .with(Column.CHARGE_FREQUENCY, "One-Time");
    }

    private LedgerFixture.Draft described(LedgerFixture.Draft charge) {
        return charge.customer(customer)
                .subscription(subscription, "api")
                .with(Column.SUB_ACCOUNT_NAME, "My Subscription")
                .with(Column.SKU_ID, "sku-1")
                .with(Column.SKU_PRICE_ID, "0001")
                .with(Column.X_SKU_PRODUCT_NAME, "Azure plan")
                .with(Column.X_SERVICE_FAMILY, "Compute")
                .with(Column.X_SKU_METER_CATEGORY, "Virtual Machines")
                .with(Column.X_SKU_METER_NAME, "D1")
                .with(Column.CHARGE_DESCRIPTION, "Standard D1")
                .with(Column.X_PRICING_CURRENCY, "USD")
                .with(Column.PRICING_UNIT, "100 Hours")
                .with(Column.X_RESELLER_ID, "reseller-1")
                .with(Column.X_RESELLER_NAME, "Litware");
    }

    /** Says of a billing resource what the first example of an operation shows of it. */
    private static void said(String path, List<AzureExample> examples, String operation, ObjectNode properties) {
        JsonNode shown = examples.stream()
                .filter(example -> example.operation().equals(operation))
                .map(example -> example.response(200).path("properties"))
                .max((one, other) -> Integer.compare(one.size(), other.size()))
                .orElseThrow();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("properties", ((ObjectNode) shown.deepCopy()).setAll(properties));
        ((ObjectNode) body.path("properties")).remove(List.of("currency"));
        if (body.path("properties").path("resellers") instanceof ArrayNode resellers) {
            // With several nobody knows through which of them a subscription was bought.
            while (resellers.size() > 1) {
                resellers.remove(1);
            }
        }
        Response kept = as(GLOBAL_ADMIN).body(body.toString()).put(path + "?" + VERSION);
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(200);
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        names.put("billingAccountName", profile.name);
        names.put("billingProfileName", profile.name + "-chf");
        names.put("customerName", customer);
        names.put("billingSubscriptionName", subscription);
        names.put("invoiceName", profile.nameOf(MONTH));
        names.put("productName", first(profile.account + "/customers/" + customer + "/products?" + VERSION));
        names.put(
                "transactionName",
                first(inMonth(profile.id + "/transactions?" + VERSION + "&periodStartDate=&periodEndDate=")));
        return names;
    }

    private static String first(String list) {
        return as(GLOBAL_ADMIN).get(list).jsonPath().getString("value[0].name");
    }
}
