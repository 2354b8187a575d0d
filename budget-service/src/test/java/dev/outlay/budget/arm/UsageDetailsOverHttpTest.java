package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single charges, as every scope sees them (R7, R54, R58, R62, R63, R97). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class UsageDetailsOverHttpTest {

    private static final String OCTOBER = "&startDate=2026-10-01&endDate=2026-10-31";

    /** What only the partner may know of the charges below. */
    private static final String[] SECRETS = {
        "7.77",
        "8.88",
        "9.99",
        "5.55",
        "333.333333",
        "INV-SECRET",
        "R-4711",
        "The Partner",
        "Reseller",
        "0.15",
        "partnerEarned",
        "billingAccount",
        "billingProfile",
        "invoice",
        "reseller",
        "payg",
        "costInPricing",
        "isAzureCredit"
    };

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String former = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String reader = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    UsageDetailsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void what_is_there() {
        charged.record(
                charged.charge("usage")
                        .customer(customer)
                        .subscription(subscription, "Web")
                        .on("2026-10-02")
                        .billed("7.77")
                        .usd("8.88")
                        .effective("9.99", "11.1")
                        .list("12.5")
                        .priced("5", "2.5")
                        .with(Column.INVOICE_ID, "INV-SECRET")
                        .with(Column.X_BILLING_ACCOUNT_NAME, "The Partner")
                        .with(Column.X_RESELLER_ID, "R-4711")
                        .with(Column.X_RESELLER_NAME, "Reseller")
                        .with(Column.X_PARTNER_CREDIT_APPLIED, "1")
                        .with(Column.X_PARTNER_CREDIT_RATE, "0.15")
                        .with(Column.RESOURCE_ID, "/subscriptions/s/resourceGroups/Web/providers/p/vm/1")
                        .with(Column.X_PUBLISHER_TYPE, "Microsoft")
                        .with(Column.CHARGE_FREQUENCY, "Usage-Based")
                        .with(Column.X_PRICING_CURRENCY, "USD"),
                charged.charge("covered")
                        .customer(customer)
                        .subscription(subscription, "web")
                        .commitment("reservation-1")
                        .on("2026-10-03")
                        .billed("0")
                        .effective("5.55")
                        .list("6.66"),
                charged.charge("unused")
                        .customer(null)
                        .subscription(null, null)
                        .unused("reservation-1")
                        .on("2026-10-03")
                        .billed("0")
                        .effective("1.25"),
                charged.charge("bought")
                        .customer(customer)
                        .subscription(subscription, "bought")
                        .category(ChargeCategory.PURCHASE)
                        .commitment("reservation-1")
                        .on("2026-10-01")
                        .billed("333.333333")
                        .effective("0"),
                charged.charge("returned")
                        .customer(customer)
                        .subscription(null, null)
                        .category(ChargeCategory.PURCHASE)
                        .on("2026-10-04")
                        .billed("-3"),
                charged.charge("tax")
                        .category(ChargeCategory.TAX)
                        .on("2026-10-04")
                        .billed("77"),
                charged.charge("former")
                        .customer(former)
                        .subscription(subscription, "former-group")
                        .on("2026-09-01")
                        .billed("1111.1111")
                        .list("2222.2222"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Cost Management Reader\",\"principalId\":\"" + reader
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
    }

    @Test
    void a_billing_account_sees_every_member_of_what_was_billed() {
        JsonNode usage = one(
                list(
                        account,
                        OCTOBER
                                + "&$filter=properties/resourceGroup eq 'WEB' and tags eq 'ENV:prod' and properties/usageStart eq '2026-10-02'"));
        JsonNode properties = usage.path("properties");

        assertThat(usage.path("kind").asText()).isEqualTo("modern");
        assertThat(usage.path("type").asText()).isEqualTo("Microsoft.Consumption/usageDetails");
        assertThat(usage.path("id").asText())
                .isEqualTo(account + "/providers/Microsoft.Consumption/usageDetails/"
                        + usage.path("name").asText());
        assertThat(usage.path("tags").toString()).isEqualTo("{\"env\":\"prod\"}");
        said(properties, "billingAccountId", name);
        said(properties, "billingAccountName", "The Partner");
        said(properties, "billingProfileId", name + "-chf");
        said(properties, "partnerTenantId", PARTNER_TENANT);
        said(properties, "partnerName", "The Partner");
        said(properties, "customerTenantId", customer);
        said(properties, "subscriptionGuid", subscription);
        said(properties, "resourceGroup", "Web");
        said(properties, "invoiceId", "INV-SECRET");
        said(properties, "resellerMpnId", "R-4711");
        said(properties, "resellerName", "Reseller");
        said(properties, "date", "2026-10-02T00:00:00Z");
        said(properties, "billingPeriodStartDate", "2026-10-01T00:00:00Z");
        said(properties, "billingPeriodEndDate", "2026-10-31T00:00:00Z");
        said(properties, "servicePeriodEndDate", "2026-10-03T00:00:00Z");
        said(properties, "chargeType", "Usage");
        said(properties, "frequency", "UsageBased");
        said(properties, "billingCurrencyCode", "CHF");
        said(properties, "partnerEarnedCreditApplied", "True");
        said(properties, "partnerEarnedCreditRate", "0.15");
        said(properties, "costInBillingCurrency", "7.77");
        said(properties, "costInUSD", "8.88");
        said(properties, "costInPricingCurrency", "8.88");
        said(properties, "paygCostInBillingCurrency", "12.5");
        said(properties, "payGPrice", "2.5");
        said(properties, "effectivePrice", "1.554");
        said(properties, "quantity", "5");
        assertThat(properties.path("paygCostInUSD").isNull()).isTrue();
    }

    @Test
    void the_metric_decides_at_which_cost_and_which_charges() {
        assertThat(costs(list(account, OCTOBER)))
                .containsExactlyInAnyOrder("Usage 7.77", "Usage 0", "Purchase 333.333333", "Refund -3");
        assertThat(costs(list(account, OCTOBER + "&metric=AmortizedCost")))
                .containsExactlyInAnyOrder("Usage 9.99", "Usage 5.55", "UnusedReservation 1.25", "Refund -3");
        assertThat(costs(list(account, OCTOBER + "&metric=usage"))).containsExactlyInAnyOrder("Usage 7.77", "Usage 0");
        assertThat(costs(list(account + "/customers/" + customer, OCTOBER)))
                .containsExactlyInAnyOrder("Usage 7.77", "Usage 0");
        assertThat(costs(list(account + "/billingProfiles/" + name + "-chf", OCTOBER)))
                .hasSize(4);
        assertThat(costs(list(account, OCTOBER + "&$filter=properties/chargeType eq 'refund'")))
                .containsExactly("Refund -3");
        assertThat(costs(list(account, "&$filter=properties/date ge '2026-09-01' and properties/date lt '2026-10-02'")))
                .containsExactlyInAnyOrder("Usage 1111.1111", "Purchase 333.333333");
        assertThat(costs(list(account, ""))).as("this month").isEmpty();
    }

    @Test
    void a_customer_s_reader_sees_retail_of_its_own_and_nothing_of_the_partner() {
        assertThat(as(reader, customer)
                        .get(at("/subscriptions/" + subscription, ""))
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(reader, customer)
                        .get(at("/subscriptions/" + subscription, "&$top=x"))
                        .statusCode())
                .as("decided before it is read")
                .isEqualTo(403);
        allow();
        for (String metric : List.of("ActualCost", "amortizedcost", "usage")) {
            for (String scope : List.of(
                    "/subscriptions/" + subscription, "/subscriptions/" + subscription + "/resourceGroups/WEB")) {
                Response answer = as(reader, customer)
                        .get(at(scope, "&startDate=2026-01-01&endDate=2026-12-31&metric=" + metric));

                assertThat(costs(answer)).as(answer.asString()).containsExactlyInAnyOrder("Usage 12.5", "Usage 0");
                assertThat(answer.asString())
                        .doesNotContain(SECRETS)
                        .doesNotContain("1111.1111", "2222.2222", former, "former-group", "bought");
                JsonNode properties = CostAnswers.read(answer).at("/value/0/properties");
                assertThat(properties.path("costInUSD").isNull()).isTrue();
            }
        }
        Response partners = as(GLOBAL_ADMIN).get(at("/subscriptions/" + subscription, OCTOBER));
        assertThat(partners.statusCode()).as("no role there").isEqualTo(403);
    }

    private static void said(JsonNode properties, String member, String value) {
        assertThat(properties.path(member).asText()).as(member).isEqualTo(value);
    }

    private static JsonNode one(Response list) {
        JsonNode value = CostAnswers.read(list).path("value");
        assertThat(value.size()).as(list.asString()).isEqualTo(1);
        return value.get(0);
    }

    private static List<String> costs(Response list) {
        assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
        List<String> costs = new ArrayList<>();
        CostAnswers.read(list).path("value").forEach(item -> {
            JsonNode properties = item.path("properties");
            costs.add(properties.path("chargeType").asText() + " "
                    + properties.path("costInBillingCurrency").decimalValue().toPlainString());
        });
        return costs;
    }

    private static Response list(String scope, String query) {
        Response answer = as(GLOBAL_ADMIN).get(at(scope, query));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    private static String at(String scope, String query) {
        return scope + "/providers/Microsoft.Consumption/usageDetails" + VERSION + query.replace(" ", "%20");
    }

    private void allow() {
        Response set = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"Allowed\"}}")
                .put(account + "/customers/" + customer + "/policies/default?api-version=2020-05-01");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }
}
