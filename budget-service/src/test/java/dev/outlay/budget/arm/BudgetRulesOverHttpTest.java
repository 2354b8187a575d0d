package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.budget.arm.JudgedBodies.CONSUMPTION;
import static dev.outlay.budget.arm.JudgedBodies.EMAIL;
import static dev.outlay.budget.arm.JudgedBodies.body;
import static dev.outlay.budget.arm.JudgedBodies.judge;
import static dev.outlay.budget.arm.JudgedBodies.message;
import static dev.outlay.budget.arm.JudgedBodies.notification;
import static dev.outlay.budget.arm.JudgedBodies.today;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of names, amounts, dates and ends as a client meets them, with the message of what is not accepted (functional spec 3.1, azure-rest-contract.md section 2). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class BudgetRulesOverHttpTest {

    private final String budgets =
            "/providers/Microsoft.Billing/billingAccounts/RULED-" + UUID.randomUUID() + CONSUMPTION;

    @ParameterizedTest
    @CsvSource({"a,201", "A_b-1,201", "63,201", "64,400", "a.b,400", "a%20b,400", "%C3%A4,400"})
    void a_name(String name, int status) {
        String long63 = name.matches("6[34]") ? "n".repeat(Integer.parseInt(name)) : name;

        Response answer = put(GLOBAL_ADMIN, budgets + long63 + "?api-version=2024-08-01", BudgetBodies.monthly("10"));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (status == 400) {
            assertThat(message(answer))
                    .startsWith(
                            "The name of a budget has 1 to 63 characters: letters, digits, underscores and hyphens.")
                    .contains("(Request ID: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "COST | ",
                "ReservationUtilization | 'properties.category' ReservationUtilization exists in the api-versions from"
                        + " 2023-04-01-preview on of Microsoft.CostManagement, and not in 2019-10-01",
                "usage | 'properties.category' must be Cost. Category Usage exists only in the api-versions 2018-10-01, 2019-01-01,",
                "Credit | 'properties.category' must be Cost."
            })
    void a_category(String category, @Nullable String message) {
        judge(
                body("10", "Monthly", "0m", "", notification("80", EMAIL))
                        .replace("\"category\":\"Cost\"", "\"category\":\"" + category + "\""),
                message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "0                     | 'properties.amount' must be greater than 0.",
                "-0.01                 | 'properties.amount' must be greater than 0.",
                "'10'                  | 'properties.amount' is required: a number greater than 0.",
                "123456789012345678901 | 'properties.amount' must have at most 20 integer and 18 fraction digits.",
                "0.01                  | ",
                "99999999999999999999.999999999999999999 | "
            })
    void an_amount(String amount, @Nullable String message) {
        judge(body(amount.replace('\'', '"'), "Monthly", "0", "", notification("80", EMAIL)), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Monthly       | -1m | Start date for monthly time grain should not be prior to current month.",
                "Quarterly     | -4m | Start date for quarterly time grain should not be prior to current quarter.",
                "Annually      | -13m| Start date for annually time grain should not be prior to current year.",
                "Monthly       | 13m | Start date of a budget must not be more than 12 months in the future.",
                "Monthly       | 12m | ",
                "Monthly       | 0m+1d | Start date of a budget must be the first day of a month.",
                "Daily         | -1d | Start date for daily time grain should not be prior to current day.",
                "Daily         | 0d  | ",
                "Weekly        | 0w+1d | Start date of a budget must be a Monday with time grain Weekly.",
                "Weekly        | -1w | Start date for weekly time grain should not be prior to current week.",
                "Weekly        | 0w  | ",
                "Custom        | -30d | endDate' is required with time grain Custom",
                "BillingMonth  | 0m  | is only for subscriptions that are billed directly; use Monthly, Quarterly or"
                        + " Annually.",
                "Last7Days     | 0m  | 'properties.timeGrain' must be one of Monthly, Quarterly, Annually, Daily,"
                        + " Weekly, Custom."
            })
    void a_grain_and_its_start(String grain, String start, @Nullable String message) {
        judge(body("10", grain, start, "", notification("80", EMAIL)), message);
    }

    @Test
    void an_end_is_after_the_start_and_the_start_stays() {
        String path = budgets + "dates" + VERSION;
        LocalDate month = BudgetBodies.thisMonth();
        judge(
                body("10", "Monthly", month + "\",\"endDate\":\"" + month, "", notification("80", EMAIL)),
                "Start date of a budget must be before its end date.");
        judge(
                body("10", "Annually", "2017-05-01", "", notification("80", EMAIL)),
                "Start date of a budget must not be before 2017-06-01.");

        put(GLOBAL_ADMIN, path, BudgetBodies.monthly("10"));
        Response moved = put(GLOBAL_ADMIN, path, body("10", "Monthly", "1m", "", notification("80", EMAIL)));

        assertThat(moved.statusCode()).isEqualTo(400);
        assertThat(message(moved))
                .startsWith("Start date of budgets cannot be updated. Please delete and create a new budget.");
    }

    @Test
    void a_budget_that_has_ended_can_be_read_and_deleted_and_not_changed() {
        String path = budgets + "ended" + VERSION;
        LocalDate yesterday = today().minusDays(1);
        put(GLOBAL_ADMIN, path, BudgetBodies.monthly("10"));
        Client.sql("update budget set end_date = date '" + yesterday + "' where scope_arm_id = '"
                + budgets.substring(0, budgets.indexOf(CONSUMPTION)) + "'");

        Response read = get(GLOBAL_ADMIN, path);
        Response changed = put(GLOBAL_ADMIN, path, BudgetBodies.monthly("11"));

        assertThat(read.jsonPath().getString("properties.state")).isEqualTo("ended");
        assertThat(changed.statusCode()).isEqualTo(400);
        assertThat(message(changed))
                .startsWith("Budget ended ended on " + yesterday
                        + " and is kept to be read only. Please delete it and create a new budget, or use"
                        + " another name.");
        assertThat(get(GLOBAL_ADMIN, path).asString()).isEqualTo(read.asString());
        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(200);
        Response again = put(GLOBAL_ADMIN, path, BudgetBodies.monthly("11"));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("properties.state")).isEqualTo("ready");
    }
}
