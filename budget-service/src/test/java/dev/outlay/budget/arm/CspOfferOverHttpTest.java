package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subscriptions of customers under the CSP offer are none of the supported types (R14): no cost and no new budgets there, under Azure's code for it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CspOfferOverHttpTest {

    private static final String COST = "/providers/Microsoft.CostManagement/";
    private static final String CONSUMPTION = "/providers/Microsoft.Consumption/";
    private static final String QUESTION =
            "{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\",\"dataset\":{\"granularity\":"
                    + "\"Daily\",\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}}}}";

    private static final String BUDGETS = CONSUMPTION + "budgets" + Client.VERSION;
    private static final String BUDGET = CONSUMPTION + "budgets/b" + Client.VERSION;

    private static final List<String> QUERY = List.of("POST", COST + "query?api-version=2023-11-01", QUESTION);

    /** What is asked at a scope: method, path with version, body. */
    private static final List<List<String>> ASKED = List.of(
            List.of("PUT", BUDGET, BudgetBodies.monthly("10")),
            List.of("PUT", COST + "budgets/b?api-version=2023-11-01", BudgetBodies.monthly("10")),
            QUERY,
            List.of("POST", COST + "forecast?api-version=2023-11-01", QUESTION),
            List.of("GET", COST + "dimensions?api-version=2023-11-01", ""),
            List.of("GET", COST + "views?api-version=2023-11-01", ""),
            List.of("GET", CONSUMPTION + "usageDetails?api-version=2019-10-01", ""),
            List.of("POST", CONSUMPTION + "usageDetails/download?api-version=2019-10-01", ""),
            List.of("POST", COST + "generateCostDetailsReport?api-version=2023-11-01", "{\"metric\":\"ActualCost\"}"));

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final ChargedAccount charged;

    @Inject
    CspOfferOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void a_subscription_with_a_budget() {
        charged.record(charged.charge("usage")
                .customer(customer)
                .subscription(subscription, "web")
                .on(BudgetBodies.thisMonth().toString()));
        put(
                GLOBAL_ADMIN,
                "/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}");
        for (String scope : scopes()) {
            assertThat(put(GLOBAL_ADMIN, scope + BUDGET, BudgetBodies.monthly("10"))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void nothing_of_cost_is_answered_there_while_its_customer_is_under_the_offer() {
        agreement("CspOffer");

        for (String scope : scopes()) {
            for (List<String> asked : ASKED) {
                Response refused = ask(scope, asked);
                assertThat(refused.statusCode())
                        .as("%s %s: %s", scope, asked, refused.asString())
                        .isEqualTo(400);
                assertThat(refused.jsonPath().getMap("error"))
                        .containsEntry("code", "SubscriptionTypeNotSupported")
                        .extractingByKey("message")
                        .asString()
                        .contains("CSP offer");
                assertNobodyElseMay(scope, asked);
            }
        }
        assertThat(ask(account, QUERY).statusCode())
                .as("the account is asked as before")
                .isEqualTo(200);
    }

    /** Whoever keeps budgets by a program could otherwise never let go of those that were there before. */
    @Test
    void budgets_that_were_there_are_still_listed_shown_and_deleted() {
        agreement("CspOffer");

        for (String scope : scopes()) {
            assertThat(ask(scope, List.of("GET", BUDGETS, "")).jsonPath().getList("value.name"))
                    .as(scope)
                    .containsExactly("b");
            assertThat(ask(scope, List.of("GET", BUDGET, "")).jsonPath().getString("properties.timeGrain"))
                    .isEqualTo("Monthly");
            List<String> delete = List.of("DELETE", BUDGET, "");
            for (List<String> asked : List.of(List.of("GET", BUDGETS, ""), List.of("GET", BUDGET, ""), delete)) {
                assertNobodyElseMay(scope, asked);
            }
            assertThat(ask(scope, delete).statusCode()).isEqualTo(200);
            assertThat(ask(scope, List.of("GET", BUDGET, "")).statusCode()).isEqualTo(404);
            assertThat(ask(scope, delete).statusCode()).isEqualTo(200);
            assertThat(ask(scope, List.of("GET", BUDGETS, "")).jsonPath().getList("value"))
                    .isEmpty();
        }
    }

    /** Nobody without a role is told of which type it is. */
    private void assertNobodyElseMay(String scope, List<String> asked) {
        assertThat(as(ADMIN_AGENT)
                        .body(asked.getLast())
                        .request(asked.get(0), scope + asked.get(1))
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(UUID.randomUUID().toString(), customer)
                        .body(asked.getLast())
                        .request(asked.get(0), scope + asked.get(1))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void all_is_there_again_with_the_customer_agreement() {
        agreement("CspOffer");
        agreement("MicrosoftCustomerAgreement");

        for (String scope : scopes()) {
            Map<String, Object> budget =
                    ask(scope, List.of("GET", BUDGET, "")).jsonPath().getMap("properties");
            assertThat(budget).containsEntry("timeGrain", "Monthly");
            assertThat(ask(scope, QUERY).statusCode()).isEqualTo(200);
        }
    }

    private List<String> scopes() {
        return List.of("/subscriptions/" + subscription, "/subscriptions/" + subscription + "/resourceGroups/web");
    }

    private static Response ask(String scope, List<String> asked) {
        return as(GLOBAL_ADMIN).body(asked.getLast()).request(asked.get(0), scope + asked.get(1));
    }

    private void agreement(String agreement) {
        Response agreed = put(
                GLOBAL_ADMIN,
                account + "/customers/" + customer + "?api-version=2020-05-01",
                "{\"properties\":{\"agreementType\":\"" + agreement + "\"}}");
        assertThat(agreed.statusCode()).as(agreed.asString()).isEqualTo(200);
    }
}
