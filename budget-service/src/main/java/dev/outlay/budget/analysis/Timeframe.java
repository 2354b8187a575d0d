package dev.outlay.budget.analysis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/**
 * The days that a query asks for by a word, UTC (azure-rest-contract.md section 3). Under the Microsoft Customer Agreement billing periods are calendar months (functional spec 2.6). Azure's documents do not
 * say when a week begins; here it is on Sunday, as in the other of its products that say.
 */
public enum Timeframe {
    WEEK_TO_DATE("WeekToDate"),
    MONTH_TO_DATE("MonthToDate"),
    BILLING_MONTH_TO_DATE("BillingMonthToDate"),
    YEAR_TO_DATE("YearToDate"),
    THE_LAST_WEEK("TheLastWeek"),
    THE_LAST_MONTH("TheLastMonth"),
    THE_LAST_BILLING_MONTH("TheLastBillingMonth"),
    THE_LAST_YEAR("TheLastYear"),
    /** The days that the query names. */
    CUSTOM("Custom");

    private final String label;

    Timeframe(String label) {
        this.label = label;
    }

    /** Azure's word. */
    public String label() {
        return label;
    }

    /**
     * Finds a timeframe by Azure's word in any casing; fails with a refusal that lists what is valid.
     */
    static Timeframe named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.label.equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> InvalidQuery.notOneOf(
                        "query timeframe",
                        word,
                        Arrays.stream(values()).map(Timeframe::label).toList()));
    }

    /**
     * The days, seen from today.
     *
     * @param today in UTC
     * @return empty for those that the query has to name
     */
    public Optional<Days> days(LocalDate today) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate year = today.withDayOfYear(1);
        return switch (this) {
            case WEEK_TO_DATE -> Optional.of(new Days(week, today));
            case MONTH_TO_DATE, BILLING_MONTH_TO_DATE -> Optional.of(new Days(month, today));
            case YEAR_TO_DATE -> Optional.of(new Days(year, today));
            case THE_LAST_WEEK -> Optional.of(new Days(week.minusWeeks(1), week.minusDays(1)));
            case THE_LAST_MONTH, THE_LAST_BILLING_MONTH ->
                Optional.of(new Days(month.minusMonths(1), month.minusDays(1)));
            case THE_LAST_YEAR -> Optional.of(new Days(year.minusYears(1), year.minusDays(1)));
            case CUSTOM -> Optional.empty();
        };
    }
}
