package dev.outlay.budget.budget;

import static dev.outlay.budget.budget.Judged.ACCOUNT;
import static dev.outlay.budget.budget.Judged.EMAIL;
import static dev.outlay.budget.budget.Judged.body;
import static dev.outlay.budget.budget.Judged.monthly;
import static dev.outlay.budget.budget.Judged.notification;
import static dev.outlay.budget.budget.Judged.problems;
import static dev.outlay.budget.budget.Judged.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a budget begins and ends, which periods it has, and what may be spent in each. */
class BudgetDatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Monthly   | 2026-10-01 | Start date for monthly time grain should not be prior to current month.",
                "Quarterly | 2026-09-01 | Start date for quarterly time grain should not be prior to current quarter.",
                "Annually  | 2025-12-01 | Start date for annually time grain should not be prior to current year.",
                "Monthly   | 2026-11-02 | Start date of a budget must be the first day of a month.",
                "Monthly   | 2027-12-01 | Start date of a budget must not be more than 12 months in the future.",
                "Annually  | 2017-05-01 | Start date of a budget must not be before 2017-06-01.",
                "Daily     | 2026-11-22 | Start date for daily time grain should not be prior to current day.",
                "Daily     | 2027-11-02 | Start date of a budget must not be more than 12 months in the future.",
                "Weekly    | 2026-11-16 | Start date for weekly time grain should not be prior to current week.",
                "Weekly    | 2026-11-24 | Start date of a budget must be a Monday with time grain Weekly."
            })
    void a_start_date_that_breaks_a_rule_is_told(String grain, String start, String message) {
        assertThat(problems(ACCOUNT, body("10", grain, start, "", notification("n", "80", EMAIL)), null))
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "Monthly,2026-11-01",
        "Quarterly,2026-10-01",
        "Annually,2026-01-01",
        "Monthly,2027-11-01",
        "Daily,2026-11-23",
        "Daily,2027-02-28",
        "Weekly,2026-11-23",
        "Weekly,2027-10-25"
    })
    void a_start_inside_the_current_period_or_up_to_a_year_ahead_is_fine(String grain, String start) {
        assertThat(problems(ACCOUNT, body("10", grain, start, "", notification("n", "80", EMAIL)), null))
                .isEmpty();
    }

    @Test
    void a_single_period_has_the_days_that_are_given() {
        String custom = "2025-02-03\",\"endDate\":\"2026-11-23";

        assertThat(problems(ACCOUNT, body("10", "custom", custom, "", notification("n", "80", EMAIL)), null))
                .isEmpty();
        assertThat(problems(
                        ACCOUNT,
                        body(
                                "10",
                                "Custom",
                                "2025-02-03\",\"endDate\":\"2026-11-22",
                                "",
                                notification("n", "80", EMAIL)),
                        null))
                .containsExactly("End date of a budget with time grain Custom must not be in the past.");
        assertThat(problems(ACCOUNT, body("10", "Custom", "2026-11-23", "", notification("n", "80", EMAIL)), null))
                .singleElement()
                .asString()
                .contains("endDate' is required with time grain Custom");
    }

    @Test
    void another_grain_needs_a_start_that_begins_its_period() {
        LocalDate start = LocalDate.of(2026, 11, 1);

        assertThat(problems(ACCOUNT, body("10", "Weekly", "2026-11-01", "", notification("n", "80", EMAIL)), start))
                .containsExactly("Start date of a budget must be a Monday with time grain Weekly.");
        assertThat(problems(ACCOUNT, body("10", "Quarterly", "2026-11-01", "", notification("n", "80", EMAIL)), start))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Monthly | {'2026-11-01':5,'2026-12-01':7.50}  | ",
                "Weekly  | {'2026-11-30':5}                    | ",
                "Daily   | {'2026-12-24':5}                    | ",
                "Monthly | null                                | ",
                "Monthly | {}                                  | ",
                "Monthly | {'2026-12-02':5}  | names 2026-12-02, which is not the first day of a month; the one in which it lies begins on 2026-12-01.",
                "Weekly  | {'2026-12-02':5}  | begins on 2026-11-30.",
                "Monthly | {'2026-10-01':5}  | names 2026-10-01, a period outside the start and end date",
                "Monthly | {'2036-12-01':5}  | names 2036-12-01, a period outside the start and end date",
                "Monthly | {'December':5}    | names 'December', which is not a day such as 2026-10-01.",
                "Monthly | {'2026-12-01':0}  | 'properties.periodAmounts.2026-12-01' must be greater than 0.",
                "Monthly | {'2026-12-01':'5'}| 'properties.periodAmounts.2026-12-01' is required: a number greater than 0.",
                "Monthly | [5]               | 'properties.periodAmounts' must be an object with at most 366 amounts"
            })
    void an_amount_of_a_period_stands_under_its_first_day(String grain, String amounts, @Nullable String message) {
        String start = grain.equals("Monthly") ? "2026-11-01" : "2026-11-23";
        String more = "\"periodAmounts\":" + amounts.replace('\'', '"') + ",";
        List<String> problems = problems(ACCOUNT, body("10", grain, start, more, notification("n", "80", EMAIL)), null);

        if (message == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().contains(message);
        }
    }

    @Test
    void a_single_period_has_no_other_amount() {
        assertThat(problems(
                        ACCOUNT,
                        body(
                                "10",
                                "Custom",
                                "2026-11-23\",\"endDate\":\"2026-12-24",
                                "\"periodAmounts\":{\"2026-11-23\":5},",
                                notification("n", "80", EMAIL)),
                        null))
                .singleElement()
                .asString()
                .contains("has no place in a budget with time grain Custom");
    }

    @Test
    void the_start_date_never_changes_and_an_old_one_stays_valid() {
        LocalDate old = LocalDate.of(2024, 3, 1);

        assertThat(problems(ACCOUNT, monthly("2024-03-01"), old)).isEmpty();
        assertThat(problems(ACCOUNT, monthly("2024-04-01"), old))
                .containsExactly("Start date of budgets cannot be updated. Please delete and create a new budget.");
    }

    @Test
    void the_end_is_after_the_start_and_ten_years_later_by_default() {
        BudgetRequest request = read(monthly("2026-11-01"));

        assertThat(request.endDate()).isEqualTo(LocalDate.of(2036, 11, 1));
        assertThat(read(monthly("2028-02-29").replace("Monthly", "Daily")).timePeriodText())
                .contains("\"endDate\":\"2038-02-28T00:00:00Z\"");
        assertThat(request.timePeriodText()).contains("\"endDate\":\"2036-11-01T00:00:00Z\"");
        assertThat(problems(ACCOUNT, monthly("2026-11-01\",\"endDate\":\"2026-11-01"), null))
                .contains("Start date of a budget must be before its end date.");
    }
}
