package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Column;
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

/**
 * Azure's official examples of usage details, where they are at hand: each is answered with every field that it shows. Those of kind legacy are of the agreements before partners' and are answered as kind modern, which has
 * another name for some fields.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AzureUsageDetailsExamplesTest {

    private static final String CREDIT = "no charge says whether Azure's credits may pay for it";

    /** Field to the reason why it is not answered. */
    private static final Map<String, String> MISSING = Map.of(
            "properties.isAzureCreditEligible",
            CREDIT,
            "properties.exchangeRateDate",
            "nothing is exchanged where what is billed is priced in the same currency");

    private static final Map<String, String> MISSING_OF_LEGACY = missingOfLegacy();
    private static final Map<String, String> MISSING_OF_LEGACY_AT_SUBSCRIPTIONS = missingOfLegacyAtSubscriptions();

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String profile = name + "-usd";
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    AzureUsageDetailsExamplesTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    private static Map<String, String> missingOfLegacy() {
        Map<String, String> missing = new HashMap<>();
        missing.put("properties.isAzureCreditEligible", CREDIT);
        missing.put("properties.accountName", "of an enrollment, which partners do not have");
        missing.put("properties.offerId", "of other agreements; kind modern does not have it");
        missing.put("properties.partNumber", "of other agreements; kind modern has productIdentifier");
        missing.put("properties.invoiceSection", "of other agreements; kind modern has invoiceSectionName");
        missing.put("properties.subscriptionId", "kind modern calls it subscriptionGuid");
        missing.put("properties.resourceId", "kind modern calls it instanceName");
        missing.put("properties.resourceName", "the end of what kind modern calls instanceName");
        missing.put("properties.cost", "kind modern calls it costInBillingCurrency");
        missing.put("properties.billingCurrency", "kind modern calls it billingCurrencyCode");
        missing.put("properties.meterDetails", "kind modern has each of them beside meterId");
        return missing;
    }

    /** What nobody is told at a subscription is told at a billing account, and compared there. */
    private static Map<String, String> missingOfLegacyAtSubscriptions() {
        Map<String, String> missing = new HashMap<>(missingOfLegacy());
        String partners = "the partner's, of which nothing is told at a subscription";
        missing.put("properties.billingAccountId", partners);
        missing.put("properties.billingAccountName", partners);
        missing.put("properties.billingProfileId", partners);
        missing.put("properties.billingProfileName", partners);
        return missing;
    }

    @Test
    void every_example_is_answered_with_every_field_of_it() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        thereIsAChargeOfWhichEverythingIsSaid();
        thereIsAnOwnerOfItsSubscription();
        ExampleReplay modern = replay(MISSING);
        ExampleReplay legacy = replay(MISSING_OF_LEGACY);
        ExampleReplay legacyAtSubscriptions = replay(MISSING_OF_LEGACY_AT_SUBSCRIPTIONS);
        List<AzureExample> examples = AzureOperations.replayedBy(AzureUsageDetailsExamplesTest.class);
        for (AzureExample example : examples) {
            ExampleReplay replay = isModern(example)
                    ? modern
                    : example.scopeKind().equals("subscription") ? legacyAtSubscriptions : legacy;
            replay.replay(example, example.target(scopes()), example.body());
        }

        assertThat(modern.problems()).isEmpty();
        assertThat(legacy.problems()).isEmpty();
        assertThat(legacyAtSubscriptions.problems()).isEmpty();
        assertThat(examples).hasSize(14);
        assertThat(examples).filteredOn(AzureUsageDetailsExamplesTest::isModern).hasSize(3);
    }

    /** In dollars, in which retail is told as well. */
    private void thereIsAChargeOfWhichEverythingIsSaid() {
        charged.record(charged.charge("1")
                .profile(profile, "USD")
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription, "api")
                .billed("1.5")
                .usd("1.5")
                .list("12.5")
                .priced("5", "2.5")
                .tagged(Map.of("env", "newcrp", "dev", "tools"))
                .with(Column.X_PARTNER_CREDIT_RATE, "0.15")
                .with(Column.X_PARTNER_CREDIT_APPLIED, "1"));
    }

    private void thereIsAnOwnerOfItsSubscription() {
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    /** What stands in the place of the scopes of the examples. */
    private Map<String, String> scopes() {
        return Map.of(
                "scope.billingAccount",
                account,
                "scope.billingProfile",
                account + "/billingProfiles/" + profile,
                "scope.customer",
                account + "/customers/customer-1",
                "scope.subscription",
                "/subscriptions/" + subscription);
    }

    private static boolean isModern(AzureExample example) {
        return example.response(200).at("/value/0/kind").asText().equals("modern");
    }

    private static ExampleReplay replay(Map<String, String> missing) {
        return new ExampleReplay(missing, (method, target, body) -> {
            Response answer = as(GLOBAL_ADMIN).request(method, target);
            return new ExampleReplay.Answered(answer.statusCode(), answer.asString());
        });
    }
}
