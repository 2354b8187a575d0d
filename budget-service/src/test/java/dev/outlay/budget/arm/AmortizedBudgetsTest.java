package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Budgets that watch what was used of commitments instead of what was billed: {@code metric}, which Azure's do not have. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class AmortizedBudgetsTest {

    private final String name = "acc-" + UUID.randomUUID();
    private final String profile = "/providers/Microsoft.Billing/billingAccounts/" + name + "/billingProfiles/" + name
            + "-chf/providers/Microsoft.Consumption/budgets/";
    private final ChargedAccount charged;

    @Inject
    AmortizedBudgetsTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @Test
    void each_budget_counts_the_cost_that_its_metric_names() {
        charged.record(charge("before", "120", "10"));
        Response made = keep("amortized", "\"metric\":\"amortized\",");
        keep("actual", "\"metric\":\"Actual\",");
        charged.record(charge("after", "0", "2.5"));

        assertThat(made.asString()).contains("\"timeGrain\":\"Monthly\",\"metric\":\"Amortized\"");
        awaitSpend("amortized", "12.5");
        awaitSpend("actual", "120");
        assertThat(get(GLOBAL_ADMIN, profile + "actual" + Client.VERSION).asString())
                .as("nothing that a client of Azure's does not know")
                .doesNotContain("metric");
    }

    @Test
    void a_budget_that_is_given_another_metric_counts_anew() {
        charged.record(charge("one", "120", "10"));
        keep("changed", "");
        awaitSpend("changed", "120");

        keep("changed", "\"metric\":\"Amortized\",");
        awaitSpend("changed", "10");
        keep("changed", "");
        awaitSpend("changed", "120");
    }

    @Test
    void a_crossing_says_which_cost_it_is_of() {
        charged.record(charge("one", "1", "95"));
        keep("watched", "\"metric\":\"Amortized\",");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(LedgerFixture.count(
                        "select count(*) from crossed_threshold c join budget b on b.uuid = c.budget_uuid where b.name = 'watched'"
                                + " and b.metric = 2 and b.scope_arm_id like '%" + name + "%'"))
                .isEqualTo(1));
    }

    @Test
    void another_metric_is_refused() {
        Response refused = put(GLOBAL_ADMIN, profile + "refused" + Client.VERSION, body("\"metric\":\"Usage\","));
        Response noText = put(GLOBAL_ADMIN, profile + "refused" + Client.VERSION, body("\"metric\":1,"));

        for (Response answer : new Response[] {refused, noText}) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.jsonPath().getString("error.message"))
                    .contains("'properties.metric' must be Actual or Amortized.");
        }
    }

    private Response keep(String budget, String metric) {
        Response kept = as(GLOBAL_ADMIN).body(body(metric)).put(profile + budget + Client.VERSION);
        assertThat(kept.statusCode()).as(kept.asString()).isIn(200, 201);
        return kept;
    }

    private static String body(String metric) {
        return BudgetBodies.monthly("100").replaceFirst("\"timeGrain\"", metric + "\"timeGrain\"");
    }

    private void awaitSpend(String budget, String spend) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Response read = get(GLOBAL_ADMIN, profile + budget + Client.VERSION);
            assertThat(read.jsonPath().getString("properties.state")).isEqualTo("ready");
            assertThat(new BigDecimal(read.jsonPath().getString("properties.currentSpend.amount")))
                    .isEqualByComparingTo(spend);
        });
    }

    private LedgerFixture.Draft charge(String id, String billed, String effective) {
        return charged.charge(id)
                .on(BudgetBodies.thisMonth().toString())
                .billed(billed)
                .effective(effective);
    }
}
