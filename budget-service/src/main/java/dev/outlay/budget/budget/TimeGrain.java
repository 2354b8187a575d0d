package dev.outlay.budget.budget;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a budget's period is, in UTC. Azure has calendar months, quarters and years (functional spec 3.1); days, weeks and one period of given days are Outlay's
 * own. The code is what the database keeps, and what its function {@code period_start} knows.
 */
public enum TimeGrain {
    MONTHLY(1, "Monthly", "month"),
    QUARTERLY(3, "Quarterly", "quarter"),
    ANNUALLY(12, "Annually", "year"),
    DAILY(101, "Daily", "day"),
    /** From Monday to Sunday, as ISO 8601 has it. */
    WEEKLY(107, "Weekly", "week"),
    /** A single period: the days from the budget's first to its last. */
    CUSTOM(200, "Custom", "period");

    private final short code;
    private final String label;
    private final String unit;

    TimeGrain(int code, String label, String unit) {
        this.code = (short) code;
        this.label = label;
        this.unit = unit;
    }

    /** What the database keeps: for calendar months, quarters and years the months of a period. */
    public short code() {
        return code;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** What one period is called, in a sentence. */
    public String unit() {
        return unit;
    }

    /** Whether a period is a day or a week, so that it has often ended before its cost is known. */
    public boolean isShort() {
        return this == DAILY || this == WEEKLY;
    }

    /** Whether a budget of this grain can begin on a day: on any, on a Monday, or on the first of a month. */
    public boolean begins(LocalDate day) {
        return switch (this) {
            case DAILY, CUSTOM -> true;
            case WEEKLY -> day.getDayOfWeek() == DayOfWeek.MONDAY;
            case MONTHLY, QUARTERLY, ANNUALLY -> day.getDayOfMonth() == 1;
        };
    }

    /**
     * The period in which a day lies.
     *
     * @throws IllegalStateException for {@link #CUSTOM}, whose period is given by a budget: see {@link Periods}
     */
    Period periodOf(LocalDate day) {
        return switch (this) {
            case DAILY -> new Period(day, day.plusDays(1));
            case WEEKLY -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new Period(monday, monday.plusWeeks(1));
            }
            case MONTHLY, QUARTERLY, ANNUALLY -> {
                LocalDate start = LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / code * code + 1, 1);
                yield new Period(start, start.plusMonths(code));
            }
            case CUSTOM -> throw new IllegalStateException("the period of a Custom budget is its own");
        };
    }

    /** @throws IllegalArgumentException for a code that no grain has */
    public static TimeGrain of(int code) {
        for (TimeGrain grain : values()) {
            if (grain.code == code) {
                return grain;
            }
        }
        throw new IllegalArgumentException("no time grain has the code " + code);
    }

    /** Reads ARM's word in any casing. */
    public static Optional<TimeGrain> named(String label) {
        for (TimeGrain grain : values()) {
            if (grain.label.toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(grain);
            }
        }
        return Optional.empty();
    }

    /** Every word, for an error that lists what is valid. */
    static String labels() {
        return Arrays.stream(values()).map(TimeGrain::label).collect(Collectors.joining(", "));
    }
}
