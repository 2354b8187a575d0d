package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.BudgetBodies.eighty;
import static dev.outlay.budget.arm.BudgetBodies.thisMonth;
import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Edits that take the cause of a crossing away resolve it by the time they are answered, and no crossing is recorded anew when they are taken back. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ResolvedOverHttpTest {

    private final String name = "resolved-" + UUID.randomUUID();
    private final String budget = "/providers/Microsoft.Billing/billingAccounts/" + name
            + "/providers/Microsoft.Consumption/budgets/b" + VERSION;
    private final ChargedAccount charged;

    @Inject
    ResolvedOverHttpTest(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    @BeforeEach
    void aBudgetThatIsOverEightyPercent() {
        keep("100", "", eighty(), 201);
        charged.record(charged.charge("c")
                .on(thisMonth().toString())
                .service("Virtual Machines")
                .usd("90"));
        assertThat(crossings()).isEqualTo("open");
    }

    private void keep(String amount, String more, String notifications, int status) {
        Response kept = put(
                GLOBAL_ADMIN,
                budget,
                BudgetBodies.body(amount, "Monthly", thisMonth() + "T00:00:00Z", more, notifications));
        assertThat(kept.statusCode()).as(kept.asString()).isEqualTo(status);
    }

    private void backAgain() {
        keep("100", "", eighty(), 200);
        assertThat(crossings()).isEqualTo("open");
    }

    private String crossings() {
        return Client.value(
                "select string_agg(case when resolved_at is null then 'open' else 'resolved' end, ' ') from crossed_threshold c"
                        + " join budget b on b.uuid = c.budget_uuid join scope on scope.id = b.scope_id where scope.billing_account = '"
                        + name + "'");
    }

    @Test
    void a_higher_amount_or_threshold_resolves() {
        keep("1000", "", eighty(), 200);
        assertThat(crossings()).isEqualTo("resolved");
        backAgain();
        keep("100", "", eighty().replace("80.00", "95"), 200);
        assertThat(crossings()).isEqualTo("resolved");
        backAgain();
    }

    @Test
    void a_notification_that_is_disabled_or_taken_away_resolves() {
        keep("100", "", eighty().replace("\"enabled\":true", "\"enabled\":false"), 200);
        assertThat(crossings()).isEqualTo("resolved");
        backAgain();
        keep("100", "", "", 200);
        assertThat(crossings()).isEqualTo("resolved");
        backAgain();
    }

    /** Whether or not the spend that is asked for now is built already. */
    @Test
    void another_filter_resolves() {
        keep(
                "100",
                "\"filter\":{\"dimensions\":{\"name\":\"ServiceName\",\"operator\":\"In\",\"values\":[\"Storage\"]}},",
                eighty(),
                200);
        assertThat(crossings()).isEqualTo("resolved");
        backAgain();
    }

    @Test
    void other_contacts_resolve_nothing() {
        keep("100", "", eighty().replace("b@example.com", "c@example.com"), 200);
        assertThat(crossings()).isEqualTo("open");
    }

    @Test
    void deleting_resolves_and_another_budget_of_that_name_crosses_for_itself() {
        assertThat(Client.as(GLOBAL_ADMIN).delete(budget).statusCode()).isEqualTo(200);
        assertThat(crossings()).isEqualTo("resolved");
        keep("100", "", eighty(), 201);
        assertThat(crossings().split(" ")).containsExactlyInAnyOrder("resolved", "open");
    }
}
