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

/** Subscriptions of customers under the CSP offer are none of the supported types (R14): no cost and no budgets there, under Azure's code for it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CspOfferOverHttpTest {

    private static final String COST = "/providers/Microsoft.CostManagement/";
    private static final String CONSUMPTION = "/providers/Microsoft.Consumption/";
    private static final String QUESTION =
            "{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\",\"dataset\":{\"granularity\":"
                    + "\"Daily\",\"aggregation\":{\"c\":{\"name\":\"Cost\",\"function\":\"Sum\"}}}}";

    /** What is asked at a scope: method, path with version, body. */
    private static final List<List<String>> ASKED = List.of(
            List.of("GET", CONSUMPTION + "budgets" + Client.VERSION, ""),
            List.of("GET", CONSUMPTION + "budgets/b" + Client.VERSION, ""),
            List.of("PUT", CONSUMPTION + "budgets/b" + Client.VERSION, BudgetBodies.monthly("10")),
            List.of("PUT", COST + "budgets/b?api-version=2023-11-01", BudgetBodies.monthly("10")),
            List.of("DELETE", CONSUMPTION + "budgets/b" + Client.VERSION, ""),
            List.of("POST", COST + "query?api-version=2023-11-01", QUESTION),
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
            assertThat(put(GLOBAL_ADMIN, scope + CONSUMPTION + "budgets/b" + Client.VERSION, BudgetBodies.monthly("10"))
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
                assertThat(as(ADMIN_AGENT)
                                .body(asked.getLast())
                                .request(asked.get(0), scope + asked.get(1))
                                .statusCode())
                        .as("nobody without a role is told of which type it is")
                        .isEqualTo(403);
                assertThat(as(UUID.randomUUID().toString(), customer)
                                .body(asked.getLast())
                                .request(asked.get(0), scope + asked.get(1))
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(ask(account, ASKED.get(5)).statusCode())
                .as("the account is asked as before")
                .isEqualTo(200);
    }

    @Test
    void all_is_there_again_with_the_customer_agreement() {
        agreement("CspOffer");
        agreement("MicrosoftCustomerAgreement");

        for (String scope : scopes()) {
            Map<String, Object> budget = ask(scope, ASKED.get(1)).jsonPath().getMap("properties");
            assertThat(budget).containsEntry("timeGrain", "Monthly");
            assertThat(ask(scope, ASKED.get(5)).statusCode()).isEqualTo(200);
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
