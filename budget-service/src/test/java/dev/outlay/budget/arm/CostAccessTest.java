package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.PriceView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a customer's people can ask of cost at their subscription: retail alone, their own alone, and nothing that is the partner's (R2, R7, R54, R58, R62, R63, R91). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostAccessTest {

    private static final String VERSION = "?api-version=2023-11-01";
    private static final String CUSTOM =
            "\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-09-01\",\"to\":\"2026-11-30\"}";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String former = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String reader = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    CostAccessTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void a_subscription_that_another_customer_had_before() {
        charged.record(
                charged.charge("former")
                        .customer(former)
                        .subscription(subscription, "former-group")
                        .on("2026-09-01")
                        .billed("1111")
                        .list("2222"),
                charged.charge("usage")
                        .customer(customer)
                        .subscription(subscription, "web")
                        .on("2026-10-01")
                        .billed("7.77")
                        .usd("8.88")
                        .effective("9.99")
                        .list("12.5"),
                charged.charge("covered")
                        .customer(customer)
                        .subscription(subscription, "web")
                        .commitment("reservation-1")
                        .on("2026-10-02")
                        .billed("0")
                        .effective("5.55")
                        .list("6.66"),
                charged.charge("purchase")
                        .customer(customer)
                        .subscription(subscription, "bought")
                        .category(ChargeCategory.PURCHASE)
                        .on("2026-10-03")
                        .billed("333")
                        .list("444"));
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Cost Management Reader\",\"principalId\":\"" + reader
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
    }

    @Test
    void a_reader_sees_retail_of_its_own_customer_while_the_policy_allows_it() {
        String total = body("\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}}");
        assertThat(query(total).statusCode()).isEqualTo(403);
        assertThat(query("{").statusCode()).as("decided before it is read").isEqualTo(403);
        assertThat(dimensions("&$top=nonsense").statusCode()).isEqualTo(403);
        policy("Allowed");

        assertThat(CostAnswers.rows(query(total)).toString()).isEqualTo("[[12.5, CHF]]");
        assertThat(CostAnswers.rows(query(total.replace("ActualCost", "AmortizedCost")))
                        .toString())
                .isEqualTo("[[12.5, CHF]]");
        Response groups = query(
                body("\"granularity\":\"Daily\",\"grouping\":[{\"type\":\"Dimension\",\"name\":\"ResourceGroup\"}]"));
        assertThat(groups.asString())
                .contains("[12.5,20261001,\"web\",\"CHF\"],[0,20261002,\"web\",\"CHF\"]")
                .doesNotContain("former-group", "bought", "7.77", "9.99", "5.55", "333", "1111");
        assertThat(as(reader, customer)
                        .get("/subscriptions/" + subscription + "/providers/Microsoft.CostManagement/dimensions"
                                + VERSION
                                + "&$expand=properties/data&$filter=properties/usageStart%20ge%20'2026-01-01'")
                        .asString())
                .contains("\"data\":[\"web\"]")
                .doesNotContain("former-group", "bought", former, customer, name);
        policy("NotAllowed");
        assertThat(query(total).statusCode()).isEqualTo(403);
        assertThat(as(reader, customer)
                        .body(total)
                        .post(account + "/providers/Microsoft.CostManagement/query" + VERSION)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_is_the_partners_is_unknown_there_to_everybody() {
        policy("Allowed");
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + ADMIN_AGENT.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        List<Dimension> partners = Arrays.stream(Dimension.values())
                .filter(dimension -> !dimension.isSeen(PriceView.RETAIL))
                .toList();
        assertThat(partners)
                .contains(
                        Dimension.PARTNER_EARNED_CREDIT_APPLIED,
                        Dimension.PARTNER_EARNED_CREDIT_RATE,
                        Dimension.CUSTOMER_TENANT_ID,
                        Dimension.INVOICE_ID,
                        Dimension.RESELLER_MPN_ID,
                        Dimension.MARKUP_RULE_NAME);
        for (Dimension dimension : partners) {
            String label = dimension.label();
            for (String dataset : List.of(
                    "\"grouping\":[{\"type\":\"Dimension\",\"name\":\"" + label + "\"}]",
                    "\"configuration\":{\"columns\":[\"" + label + "\"]}",
                    "\"filter\":{\"not\":{\"dimensions\":{\"name\":\"" + label
                            + "\",\"operator\":\"Contains\",\"values\":[\"a\"]}}}")) {
                Response refused = query(body(dataset));
                assertThat(refused.statusCode()).as(dataset).isEqualTo(400);
                assertThat(refused.asString().replaceFirst("'" + label + "'; valid", ""))
                        .doesNotContain("'" + label + "'");
                assertThat(as(ADMIN_AGENT)
                                .body(body(dataset))
                                .post("/subscriptions/" + subscription + "/providers/Microsoft.CostManagement/query"
                                        + VERSION)
                                .statusCode())
                        .isEqualTo(400);
            }
            assertThat(dimensions("&$filter=properties/category%20eq%20'" + label + "'")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(dimensions("&$filter=properties/" + label + "%20eq%20'x'")
                            .statusCode())
                    .isEqualTo(400);
        }
        for (String dollars : List.of("CostUSD", "PreTaxCostUSD")) {
            Response refused =
                    query(body("\"aggregation\":{\"c\":{\"name\":\"" + dollars + "\",\"function\":\"Sum\"}}"));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("'Cost','PreTaxCost','UsageQuantity'");
        }
    }

    private Response query(String body) {
        return as(reader, customer)
                .body(body)
                .post("/subscriptions/" + subscription + "/providers/Microsoft.CostManagement/query" + VERSION);
    }

    private Response dimensions(String more) {
        return as(reader, customer)
                .get("/subscriptions/" + subscription + "/providers/Microsoft.CostManagement/dimensions" + VERSION
                        + more);
    }

    private static String body(String dataset) {
        return "{\"type\":\"ActualCost\"," + CUSTOM + ",\"dataset\":{" + dataset + "}}";
    }

    private void policy(String viewCharges) {
        Response set = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"viewCharges\":\"" + viewCharges + "\"}}")
                .put(account + "/customers/" + customer + "/policies/default?api-version=2020-05-01");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }
}
