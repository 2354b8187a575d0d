package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The calls that Terraform's azurerm provider makes for a budget (azure-rest-contract.md section 11): it must see no difference between what it has sent and what it reads. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TerraformTest {

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final ChargedAccount charged;

    @Inject
    TerraformTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void a_budget_is_made_refreshed_changed_and_destroyed_without_a_difference() {
        charged.record(charged.charge("1")
                .on(BudgetBodies.thisMonth().toString())
                .subscription(subscription.substring("/subscriptions/".length()), "api"));
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put(subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);

        for (String scope : List.of(
                account,
                account + "/billingProfiles/" + name + "-chf",
                account + "/customers/customer-1",
                subscription,
                subscription + "/resourceGroups/api")) {
            String budget = scope + "/providers/Microsoft.Consumption/budgets/terraform" + Client.VERSION;
            assertThat(as(GLOBAL_ADMIN).get(budget).statusCode())
                    .as("nothing to import at " + scope)
                    .isEqualTo(404);
            applied(budget, body("1000", ""), 201);

            ObjectNode read = (ObjectNode) CostAnswers.read(as(GLOBAL_ADMIN).get(budget));
            applied(budget, body("2500.5", "\"eTag\":" + read.path("eTag") + ","), 200);
            Response stale = as(GLOBAL_ADMIN)
                    .body(body("1", "\"eTag\":" + read.path("eTag") + ","))
                    .put(budget);
            assertThat(stale.statusCode()).as(scope).isEqualTo(400);

            Response destroyed = as(GLOBAL_ADMIN).delete(budget);
            assertThat(destroyed.statusCode()).as(scope).isEqualTo(200);
            assertThat(destroyed.asString()).isEmpty();
            assertThat(as(GLOBAL_ADMIN).get(budget).statusCode()).as(scope).isEqualTo(404);
        }
    }

    /** Sends a budget and refreshes: all that was sent is read, in the same form and order, and nothing else but what is read only. */
    private static void applied(String budget, String body, int status) {
        Response put = as(GLOBAL_ADMIN).body(body).put(budget);
        assertThat(put.statusCode()).as(put.asString()).isEqualTo(status);
        JsonNode sent = CostAnswers.json(body).path("properties");
        ObjectNode read = (ObjectNode) CostAnswers.read(as(GLOBAL_ADMIN).get(budget))
                .path("properties")
                .deepCopy();
        read.remove(List.of("currentSpend", "forecastSpend", "state"));
        assertThat(read.toString()).isEqualTo(sent.toString());
    }

    private static String body(String amount, String eTag) {
        return """
                {%s"properties":{"category":"Cost","amount":%s,"timeGrain":"Monthly","timePeriod":{"startDate":"%sT00:00:00Z","endDate":"%sT00:00:00Z"},\
                "filter":{"and":[{"dimensions":{"name":"ResourceGroupName","operator":"In","values":["web","api"]}},\
                {"tags":{"name":"env","operator":"In","values":["prod"]}}]},\
                "notifications":{"Actual_EqualTo_90.000000_Percent":{"enabled":true,"operator":"EqualTo","threshold":90,\
                "contactEmails":["b@example.com","a@example.com"],"contactGroups":[],"contactRoles":[],"thresholdType":"Actual"},\
                "Forecasted_GreaterThan_100.000000_Percent":{"enabled":false,"operator":"GreaterThan","threshold":100,\
                "contactEmails":["c@example.com"],"thresholdType":"Forecasted"}}}}""".formatted(
                eTag, amount, BudgetBodies.thisMonth(), BudgetBodies.thisMonth().plusYears(1));
    }
}
