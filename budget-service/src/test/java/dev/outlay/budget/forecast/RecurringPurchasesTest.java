package dev.outlay.budget.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.forecast.RecurringPurchases.Purchase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which purchases come again. */
class RecurringPurchasesTest {

    private static final LocalDate COMPLETE = LocalDate.of(2026, 11, 24);

    private static Purchase bought(String what, String day, String amount) {
        return new Purchase(what, LocalDate.parse(day), new BigDecimal(amount));
    }

    private static String expected(String until, Purchase... bought) {
        return RecurringPurchases.expected(Arrays.asList(bought), COMPLETE, LocalDate.parse(until)).stream()
                .map(payment -> payment.day() + " " + payment.amount().toPlainString())
                .toList()
                .toString();
    }

    @Test
    void whatWasBoughtEveryMonthIsBoughtNextMonthForWhatItCostLast() {
        assertThat(expected(
                        "2027-01-31",
                        bought("licence", "2026-09-01", "10"),
                        bought("licence", "2026-10-01", "10"),
                        bought("licence", "2026-11-01", "12")))
                .isEqualTo("[2026-12-01 12, 2027-01-01 12]");
    }

    @Test
    void whatWasBoughtOnceIsTakenAsMonthly() {
        assertThat(expected("2026-12-31", bought("licence", "2026-11-05", "10")))
                .isEqualTo("[2026-12-05 10]");
    }

    @Test
    void yearsAndQuartersAreKnownFromTheLastTwo() {
        assertThat(expected("2027-12-31", bought("year", "2025-11-30", "365"), bought("year", "2026-11-30", "400")))
                .isEqualTo("[2027-11-30 400]");
        assertThat(expected("2027-03-01", bought("quarter", "2026-08-02", "90"), bought("quarter", "2026-11-01", "90")))
                .isEqualTo("[2027-02-01 90]");
    }

    @Test
    void anyOtherRhythmIsCountedInDays() {
        assertThat(expected("2026-12-10", bought("week", "2026-11-12", "7"), bought("week", "2026-11-19", "7")))
                .isEqualTo("[2026-11-26 7, 2026-12-03 7, 2026-12-10 7]");
    }

    @Test
    void whatIsOverdueComesYetForSomeDaysAndThenHasEnded() {
        assertThat(expected("2026-11-30", bought("late", "2026-09-21", "10"), bought("late", "2026-10-21", "10")))
                .isEqualTo("[2026-11-25 10]");
        assertThat(expected("2027-12-31", bought("gone", "2026-08-01", "10"), bought("gone", "2026-09-01", "10")))
                .isEqualTo("[]");
    }

    @Test
    void thingsOfOneDayAreAddedUpAndRefundsAreNotRepeated() {
        assertThat(expected(
                        "2026-12-31",
                        bought("a", "2026-11-03", "10"),
                        bought("a", "2026-11-03", "5"),
                        bought("b", "2026-11-03", "1"),
                        bought("refund", "2026-11-12", "-20")))
                .isEqualTo("[2026-12-03 16]");
        assertThat(RecurringPurchases.expected(List.of(), COMPLETE, COMPLETE.plusDays(9)))
                .isEmpty();
    }

    @Test
    void theEndOfTheMonthStaysInTheMonth() {
        assertThat(expected("2027-03-31", bought("end", "2026-09-30", "10"), bought("end", "2026-10-31", "10")))
                .isEqualTo("[2026-11-30 10, 2026-12-31 10, 2027-01-31 10, 2027-02-28 10, 2027-03-31 10]");
    }
}
