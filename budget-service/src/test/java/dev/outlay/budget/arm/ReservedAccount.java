package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A billing account with reservations, and budgets of them. */
final class ReservedAccount {

    static final String VERSION = "?api-version=2023-11-01";
    static final String BUDGETS = "/providers/Microsoft.CostManagement/budgets/";

    private final String name = "reserved-" + UUID.randomUUID();
    private final ChargedAccount charged;

    ReservedAccount(Vertx vertx, RecordCharges record) {
        this.charged = new ChargedAccount(vertx, record, name);
    }

    /** ARM id of the account. */
    String id() {
        return "/providers/Microsoft.Billing/billingAccounts/" + name;
    }

    /** ARM id of its one profile. */
    String profile() {
        return id() + "/billingProfiles/" + name + "-chf";
    }

    /** Where a budget of the account is. */
    String path(String budget) {
        return id() + BUDGETS + budget + VERSION;
    }

    LedgerFixture.Draft charge(String id, LocalDate day) {
        return charged.charge(id).on(day.toString());
    }

    void record(LedgerFixture.Draft... drafts) {
        charged.record(drafts);
    }

    void used(String reservation, LocalDate day, String effective) {
        record(charge("used " + reservation + day, day).commitment(reservation).effective(effective));
    }

    void unused(String reservation, LocalDate day, String effective) {
        record(charge("unused " + reservation + day, day).unused(reservation).effective(effective));
    }

    void made(String budget, String body) {
        Response made = put(GLOBAL_ADMIN, path(budget), body);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    }

    /** What the least used reservation of a new budget is used, in percent. */
    static @Nullable String utilizationOf(String scope, String body) {
        String path = scope + BUDGETS + "b" + UUID.randomUUID().toString().substring(0, 8) + VERSION;
        Response made = put(GLOBAL_ADMIN, path, body);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return get(GLOBAL_ADMIN, path).jsonPath().getString("properties.currentSpend.amount");
    }

    String utilization(String budget) {
        return get(GLOBAL_ADMIN, path(budget)).jsonPath().getString("properties.currentSpend.amount");
    }

    UUID uuid(String budget) {
        return UUID.fromString(Client.value("select b.uuid from budget b join scope s on s.id = b.scope_id where"
                + " b.deleted_at is null and b.name = '" + budget + "' and s.billing_account = '" + name + "'"));
    }

    /** How often something was told of a budget. */
    static String tellings(UUID budget) {
        return Client.value(
                "select coalesce(sum(number), 0) from utilization_telling where budget_uuid = '" + budget + "'");
    }

    String count(String table, String budget) {
        return Client.value("select count(*) from " + table + " where budget_uuid = '" + uuid(budget) + "'");
    }

    /** A budget of the last 7 days. */
    static String low(String threshold) {
        return body("Last7Days", "", threshold, "", "");
    }

    static String filtered(String dimension, String value) {
        return body(
                "Last7Days",
                "",
                "90",
                "",
                "\"filter\":{\"dimensions\":{\"name\":\"" + dimension + "\",\"operator\":\"In\",\"values\":[\"" + value
                        + "\"]}},");
    }

    static String body(String grain, String amount, String threshold, String frequency, String filter) {
        return """
            {"properties":{"category":"ReservationUtilization",%s"timeGrain":"%s","timePeriod":{"startDate":"%sT00:00:00Z"},%s\
            "notifications":{"low":{"enabled":true,%s"operator":"LessThan","threshold":%s,"contactEmails":["a@example.com"]}}}}""".formatted(amount, grain, BudgetBodies.thisMonth(), filter, frequency, threshold);
    }
}
