package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.recount.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Budgets of days, weeks and days of their own, and amounts of single periods: Outlay's extensions, from the request to the crossing. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GrainsOverHttpTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final String name = "grains-" + UUID.randomUUID();
    private final String budgets =
            "/providers/Microsoft.Billing/billingAccounts/" + name + "/providers/Microsoft.Consumption/budgets/";
    private final ChargedAccount charged;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    @Inject
    GrainsOverHttpTest(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @AfterEach
    void everySpendIsWhatTheLedgerAddsUpTo() {
        String series = Client.value("select string_agg(cast(s.id as text), '|') from spend_series s"
                + " join scope on scope.id = s.scope_id where scope.billing_account = '" + name + "'");
        assertThat(LedgerFixture.run(vertx, reconciliation::run).differences())
                .filteredOn(difference -> difference.where().matches("(" + series + ") .*"))
                .isEmpty();
    }

    @Test
    void a_day_counts_by_itself() {
        spend("before", today.minusDays(1), "500");
        spend("first", today, "60.5");
        made("daily", "Daily", today + "T00:00:00Z");

        assertThat(spent("daily")).isEqualByComparingTo("60.5");
        assertThat(crossings("daily")).isEmpty();
        spend("second", today, "20");

        assertThat(spent("daily")).isEqualByComparingTo("80.5");
        assertThat(crossings("daily")).isEqualTo(today + " 80.5");
        assertThat(get(GLOBAL_ADMIN, budgets + "daily" + VERSION).asString())
                .contains("\"timeGrain\":\"Daily\"", "\"endDate\":\"" + today.plusYears(10) + "T00:00:00Z\"");
    }

    @Test
    void a_week_counts_from_monday() {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        spend("sunday", monday.minusDays(1), "500");
        spend("monday", monday, "50");
        made("weekly", "weekly", monday.toString());

        assertThat(spent("weekly")).isEqualByComparingTo("50");
        spend("today", today, "31");

        assertThat(crossings("weekly")).isEqualTo(monday + " 81");
        assertThat(get(GLOBAL_ADMIN, budgets + "weekly" + VERSION).asString()).contains("\"timeGrain\":\"Weekly\"");
    }

    @Test
    void days_of_its_own_count_from_the_first_to_the_last_and_each_such_budget_has_its_own() {
        LocalDate first = today.minusDays(40);
        LocalDate last = today.plusDays(5);
        spend("too early", first.minusDays(1), "1000");
        spend("first", first, "50");
        spend("last", last, "1");
        spend("too late", last.plusDays(1), "1000");
        made("project", "Custom", first + "\",\"endDate\":\"" + last);
        made("other", "Custom", today + "\",\"endDate\":\"" + last.plusDays(1));

        assertThat(spent("project")).isEqualByComparingTo("51");
        assertThat(spent("other")).isEqualByComparingTo("1001");
        spend("today", today, "40");
        assertThat(crossings("project")).isEqualTo(first + " 91");

        Response longer = put(
                GLOBAL_ADMIN,
                budgets + "project" + VERSION,
                body("Custom", first + "\",\"endDate\":\"" + last.plusDays(1), ""));
        assertThat(longer.statusCode()).as(longer.asString()).isEqualTo(200);
        ready("project");
        assertThat(spent("project")).isEqualByComparingTo("1091");
        assertThat(crossings("project")).as("is told once").isEqualTo(first + " 91");
    }

    @Test
    void a_filter_that_excludes_counts_the_rest() {
        charged.record(
                charged.charge("vm")
                        .on(today.toString())
                        .service("Virtual Machines")
                        .usd("7"),
                charged.charge("disk").on(today.toString()).service("Storage").usd("5"));
        String not =
                "\"filter\":{\"not\":{\"dimensions\":{\"name\":\"servicename\",\"operator\":\"In\",\"values\":[\"storage\"]}}},";

        Response put = put(
                GLOBAL_ADMIN,
                budgets + "others" + VERSION,
                body("Monthly", BudgetBodies.thisMonth().toString(), not));
        assertThat(put.statusCode()).as(put.asString()).isEqualTo(201);
        ready("others");
        charged.record(
                charged.charge("vm 2")
                        .on(today.toString())
                        .service("Virtual Machines")
                        .usd("70"),
                charged.charge("disk 2").on(today.toString()).service("Storage").usd("500"));

        assertThat(spent("others")).isEqualByComparingTo("77");
        assertThat(put.asString()).contains(not.substring(0, not.length() - 1));
        assertThat(put(
                                GLOBAL_ADMIN,
                                budgets + "newer?api-version=2021-10-01",
                                body("Monthly", BudgetBodies.thisMonth().toString(), not))
                        .asString())
                .contains("not exists only in the api-versions 2019-10-01, 2019-11-01 and 2021-05-01");
    }

    @Test
    void an_amount_of_a_period_decides_there_and_comes_back_as_it_was_sent() {
        LocalDate month = BudgetBodies.thisMonth();
        String amounts = "\"periodAmounts\":{\"" + month.plusMonths(2) + "\":70.50,\"" + month + "\":50}";
        spend("first", today, "45");

        Response made =
                put(GLOBAL_ADMIN, budgets + "seasons" + VERSION, body("Monthly", month.toString(), amounts + ","));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.asString()).contains(amounts, "\"amount\":100,");
        assertThat(get(GLOBAL_ADMIN, budgets + "seasons" + VERSION).asString()).contains(amounts);
        assertThat(crossings("seasons")).isEqualTo(month + " 45");
        assertThat(conditions("seasons")).isEqualTo("Actual|GreaterThanOrEqualTo|80|50");

        change("seasons", month, "60");
        change("seasons", month, "50.0");
        assertThat(crossings("seasons"))
                .as("from A to B and back tells nothing")
                .isEqualTo(month + " 45");
        change("seasons", month, "40");
        assertThat(conditions("seasons"))
                .isEqualTo("Actual|GreaterThanOrEqualTo|80|40, Actual|GreaterThanOrEqualTo|80|50");
        Response without = put(GLOBAL_ADMIN, budgets + "seasons" + VERSION, body("Monthly", month.toString(), ""));
        assertThat(without.asString()).doesNotContain("periodAmounts");
    }

    private void change(String budget, LocalDate period, String amount) {
        Response changed = put(
                GLOBAL_ADMIN,
                budgets + budget + VERSION,
                body("Monthly", period.toString(), "\"periodAmounts\":{\"" + period + "\":" + amount + "},"));
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    }

    private void spend(String id, LocalDate day, String dollars) {
        charged.record(charged.charge(id).on(day.toString()).usd(dollars));
    }

    private void made(String budget, String grain, String start) {
        Response made = put(GLOBAL_ADMIN, budgets + budget + VERSION, body(grain, start, ""));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        ready(budget);
    }

    private void ready(String budget) {
        await().until(() -> get(GLOBAL_ADMIN, budgets + budget + VERSION)
                .jsonPath()
                .getString("properties.state")
                .equals("ready"));
    }

    private static String body(String grain, String start, String more) {
        return BudgetBodies.body(
                "100",
                grain,
                start,
                more,
                "\"n\":{\"enabled\":true,\"operator\":\"GreaterThanOrEqualTo\",\"threshold\":80,\"contactEmails\":[\"a@example.com\"]}");
    }

    private BigDecimal spent(String budget) {
        return new BigDecimal(
                get(GLOBAL_ADMIN, budgets + budget + VERSION).jsonPath().getString("properties.currentSpend.amount"));
    }

    /** Start of the period and spend of each crossing. */
    private String crossings(String budget) {
        return crossed("period_start || ' ' || trim_scale(spend)", budget);
    }

    private String conditions(String budget) {
        return crossed("substring(condition from '^[^|]*.[^|]*.[^|]*.[^|]*')", budget);
    }

    private String crossed(String what, String budget) {
        return Client.value(
                "select coalesce(string_agg(" + what + ", ', ' order by condition), '') from crossed_threshold c"
                        + " join budget b on b.uuid = c.budget_uuid join scope on scope.id = b.scope_id where b.name = '"
                        + budget
                        + "' and scope.billing_account = '" + name + "'");
    }
}
