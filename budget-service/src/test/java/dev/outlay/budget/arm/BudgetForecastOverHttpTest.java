package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a budget is expected to reach stands beside what it has spent, where one of its notifications asks for that. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetForecastOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FORECASTED = """
            "f":{"enabled":true,"operator":"GreaterThan","threshold":1000,"contactEmails":["a@example.com"],"thresholdType":"forecasted"}""";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = "/providers/Microsoft.Billing/billingAccounts/" + name;
    private final String budgets = account + "/providers/Microsoft.Consumption/budgets";
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final ChargedAccount charged;

    @Inject
    BudgetForecastOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    private void charge(int days) {
        List<LedgerFixture.Draft> charges = new ArrayList<>();
        for (int ago = 1; ago <= days; ago++) {
            charges.add(charged.charge("day-" + ago)
                    .on(today.minusDays(ago).toString())
                    .usd("20"));
        }
        charged.record(charges.toArray(LedgerFixture.Draft[]::new));
    }

    private void put(String budget, String notifications) {
        Response made = Client.put(
                GLOBAL_ADMIN,
                budgets + "/" + budget + Client.VERSION,
                BudgetBodies.body("100000", "Monthly", BudgetBodies.thisMonth() + "T00:00:00Z", "", notifications));
        assertThat(made.statusCode()).as(made.asString()).isIn(200, 201);
    }

    private JsonNode forecast(String budget) {
        return CostAnswers.read(get(GLOBAL_ADMIN, budgets + "/" + budget + Client.VERSION))
                .at("/properties/forecastSpend");
    }

    @Test
    void a_budget_that_watches_a_forecast_shows_it_and_no_other_does() {
        charge(60);
        put("watching", FORECASTED);
        put("other", BudgetBodies.eighty());

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(forecast("watching").isMissingNode()).isFalse());

        assertThat(forecast("watching").path("unit").asText()).isEqualTo("USD");
        assertThat(forecast("watching").path("amount").decimalValue())
                .as("twenty dollars on each day of the month")
                .isEqualTo(new BigDecimal(20 * today.lengthOfMonth() + ".00"));
        assertThat(forecast("other").isMissingNode()).isTrue();
        JsonNode list =
                CostAnswers.read(get(GLOBAL_ADMIN, budgets + Client.VERSION)).path("value");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).at("/properties/forecastSpend").isMissingNode()).isTrue();
        assertThat(list.get(1).at("/properties/forecastSpend")).isEqualTo(forecast("watching"));

        put("watching", BudgetBodies.eighty());
        assertThat(forecast("watching").isMissingNode())
                .as("nobody asks for it any more")
                .isTrue();
    }

    @Test
    void a_budget_with_too_little_history_shows_none() {
        charge(5);
        put("young", FORECASTED);

        await().atMost(PATIENCE)
                .until(() -> Client.value("select f.day from budget_forecast f join budget b on b.uuid = f.budget_uuid"
                                + " join scope on scope.id = b.scope_id where scope.billing_account = '" + name + "'")
                        .equals(today.toString()));
        assertThat(forecast("young").isMissingNode()).isTrue();
    }

    @Test
    void a_deleted_budget_takes_its_forecast_with_it() {
        charge(60);
        put("gone", FORECASTED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(forecast("gone").isMissingNode())
                .isFalse());
        String count = "select count(*) from budget_forecast f join budget b on b.uuid = f.budget_uuid"
                + " join scope on scope.id = b.scope_id where scope.billing_account = '" + name + "'";
        assertThat(Client.value(count)).isEqualTo("1");

        as(GLOBAL_ADMIN).delete(budgets + "/gone" + Client.VERSION);

        await().atMost(PATIENCE).until(() -> Client.value(count).equals("0"));
    }
}
