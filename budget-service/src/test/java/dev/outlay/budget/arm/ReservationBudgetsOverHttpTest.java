package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.judge;
import static dev.outlay.budget.arm.JudgedBodies.message;
import static dev.outlay.budget.arm.ReservedAccount.BUDGETS;
import static dev.outlay.budget.arm.ReservedAccount.VERSION;
import static dev.outlay.budget.arm.ReservedAccount.body;
import static dev.outlay.budget.arm.ReservedAccount.low;
import static dev.outlay.budget.arm.ReservedAccount.tellings;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.reservation.ReservationLooks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Budgets of category ReservationUtilization, as a client meets them. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReservationBudgetsOverHttpTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** The last of which all is known, as a rule. */
    private final LocalDate last = today.minusDays(2);

    private final ReservedAccount account;
    private final ReservationLooks looks;

    @Inject
    ReservationBudgetsOverHttpTest(Vertx vertx, RecordCharges record, ReservationLooks looks) {
        this.account = new ReservedAccount(vertx, record);
        this.looks = looks;
    }

    @Test
    void it_is_kept_as_it_was_sent_and_listed_beside_those_of_cost() {
        String path = account.path("low");
        String filter =
                "\"filter\":{\"dimensions\":{\"name\":\"ReservationId\",\"operator\":\"In\",\"values\":[\"r-1\"]}}";
        String sent = body("Last30Days", "\"amount\":100.50,", "89.5", "\"frequency\":\"Daily\",", filter + ",");

        Response made = put(GLOBAL_ADMIN, path, sent);
        put(GLOBAL_ADMIN, account.path("cost"), BudgetBodies.monthly("10"));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        Response read = get(GLOBAL_ADMIN, path);
        assertThat(read.asString())
                .contains(
                        "\"category\":\"ReservationUtilization\",\"amount\":100.50,\"timeGrain\":\"Last30Days\"",
                        "\"endDate\":\"" + BudgetBodies.thisMonth().plusYears(3) + "T00:00:00Z\"",
                        filter,
                        "\"frequency\":\"Daily\",\"operator\":\"LessThan\",\"threshold\":89.5",
                        "\"currentSpend\":{\"unit\":\"%\"},\"state\":\"ready\"");
        String list = account.id() + BUDGETS.substring(0, BUDGETS.length() - 1) + VERSION;
        assertThat(names(list)).containsExactly("cost", "low");
        assertThat(names(list + "&$filter=properties/category%20eq%20'reservationutilization'"))
                .containsExactly("low");
        assertThat(names(list + "&$filter=properties/category%20eq%20'Cost'")).containsExactly("cost");
        assertThat(Client.value("select series_id is null from budget where uuid = '" + account.uuid("low") + "'"))
                .isEqualTo("t");
    }

    @Test
    void what_cannot_be_changed_of_it_is_told_and_what_is_over_is_only_read() {
        String path = account.path("low");
        put(GLOBAL_ADMIN, path, low("90"));
        put(GLOBAL_ADMIN, account.path("cost"), BudgetBodies.monthly("10"));

        judge(path, BudgetBodies.monthly("10"), "Category of budgets cannot be updated.");
        judge(account.path("cost"), low("90"), "Category of budgets cannot be updated.");
        judge(
                path,
                low("90")
                        .replace(
                                BudgetBodies.thisMonth().toString(),
                                today.plusMonths(1).toString()),
                "Start date of budgets cannot be updated. Please delete and create a new budget.");
        judge(
                path,
                low("90").replace("{\"properties\"", "{\"eTag\":\"0\",\"properties\""),
                "There are changes made to Budget low.");
        judge(
                account.id() + BUDGETS + "older?api-version=2019-10-01",
                low("90"),
                "exists in the api-versions from 2023-04-01-preview on of Microsoft.CostManagement");
        judge(
                "/subscriptions/" + JudgedBodies.ownedSubscription() + BUDGETS + "low" + VERSION,
                low("90"),
                "reservations are seen at billing scopes");

        Client.sql("update budget set end_date = date '" + today.minusDays(1) + "' where uuid = '" + account.uuid("low")
                + "'");
        looks.look(account.uuid("low"), Instant.now(), 1);

        assertThat(get(GLOBAL_ADMIN, path).jsonPath().getString("properties.state"))
                .isEqualTo("ended");
        assertThat(Client.value(
                        "select not_before from budget_utilization where budget_uuid = '" + account.uuid("low") + "'"))
                .isEqualTo("infinity");
        Response changed = put(GLOBAL_ADMIN, path, low("80"));
        assertThat(message(changed)).startsWith("Budget low ended on " + today.minusDays(1));
        UUID gone = account.uuid("low");
        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(200);
        assertThat(get(GLOBAL_ADMIN, path).statusCode()).isEqualTo(404);
        assertThat(Client.value("select count(*) from budget_utilization where budget_uuid = '" + gone + "'"))
                .isEqualTo("0");
        assertThat(put(GLOBAL_ADMIN, path, low("80")).statusCode()).isEqualTo(201);
    }

    @Test
    void budgets_of_cost_go_on_as_if_it_were_not_there() {
        account.made("low", low("90"));
        Response cost = put(GLOBAL_ADMIN, account.path("cost"), BudgetBodies.monthly("100"));
        assertThat(cost.statusCode()).isEqualTo(201);
        account.record(
                account.charge("1", today).commitment("r-1").usd("79"),
                account.charge("2", last).unused("r-2").effective("5").usd("0"));
        looks.look(account.uuid("low"), Instant.now(), 1);
        assertThat(tellings(account.uuid("low"))).isEqualTo("1");
        account.record(account.charge("3", today).usd("3"));

        assertThat(get(GLOBAL_ADMIN, account.path("cost")).jsonPath().getString("properties.currentSpend.amount"))
                .isEqualTo("82");
        assertThat(account.count("crossed_threshold", "cost")).isEqualTo("1");
        for (String table : List.of("crossed_threshold", "budget_forecast", "budget_end_warning")) {
            assertThat(account.count(table, "low")).as(table).isEqualTo("0");
        }
    }

    private static List<String> names(String list) {
        return get(GLOBAL_ADMIN, list).jsonPath().getList("value.name");
    }
}
