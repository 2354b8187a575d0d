package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.outbox.SentMessages;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/** A budget of 100 with a notification at more than 80 of them, and what became of it. */
final class CrossedBudget {

    private final String path;
    private final String uuid;

    private CrossedBudget(String path, String uuid) {
        this.path = path;
        this.uuid = uuid;
    }

    /** Made over HTTP, once its spend is added up. */
    static CrossedBudget made(String scope, String name, String grain, String start) {
        String path = scope + "/providers/Microsoft.Consumption/budgets/" + name + Client.VERSION;
        Response made = put(GLOBAL_ADMIN, path, BudgetBodies.body("100", grain, start, "", BudgetBodies.eighty()));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        await().until(() ->
                get(GLOBAL_ADMIN, path).jsonPath().getString("properties.state").equals("ready"));
        return new CrossedBudget(
                path,
                Client.value("select uuid from budget where deleted_at is null and name = '" + name
                        + "' and lower(scope_arm_id) = lower('" + scope + "')"));
    }

    /** Its spend of today's period, with the unit. */
    String spent() {
        JsonPath shown = get(GLOBAL_ADMIN, path).jsonPath();
        return ShownInvoices.plain(new BigDecimal(shown.getString("properties.currentSpend.amount"))) + " "
                + shown.getString("properties.currentSpend.unit");
    }

    /** Start of the period, spend and currency of each. */
    String crossings() {
        return Client.value(
                "select coalesce(string_agg(period_start || ' ' || trim_scale(spend) || ' ' || currency, ', '"
                        + " order by period_start), '') from crossed_threshold where budget_uuid = '" + uuid + "'");
    }

    /** Of each, by period, whether its condition is true no more. */
    String resolved() {
        return Client.value(
                "select coalesce(string_agg(cast(resolved_at is not null as text), ', ' order by period_start), '')"
                        + " from crossed_threshold where budget_uuid = '" + uuid + "'");
    }

    /** Why its crossings were, as the alert service hears it. */
    List<String> causes() {
        await().until(() -> LedgerFixture.count("select count(*) from outbox where key = '" + uuid + "'") == 0);
        return SentMessages.of("budget-alerts", uuid, "dev.outlay.crossing.v1").stream()
                .map(message -> new JsonObject(Buffer.buffer(message.value())).getString("cause"))
                .toList();
    }

    @Override
    public String toString() {
        return path;
    }
}
