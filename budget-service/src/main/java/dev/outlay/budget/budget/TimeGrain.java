package dev.outlay.budget.budget;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** How long a budget's period is: calendar months, quarters or years in UTC (functional spec 3.1). */
public enum TimeGrain {
    MONTHLY(1, "Monthly"),
    QUARTERLY(3, "Quarterly"),
    ANNUALLY(12, "Annually");

    private final short months;
    private final String label;

    TimeGrain(int months, String label) {
        this.months = (short) months;
        this.label = label;
    }

    /** The months of a period; what the database keeps. */
    public short months() {
        return months;
    }

    /** ARM's word. */
    public String label() {
        return label;
    }

    /** The period in which a day lies. */
    public Period periodOf(LocalDate day) {
        int firstMonth = (day.getMonthValue() - 1) / months * months + 1;
        LocalDate start = LocalDate.of(day.getYear(), firstMonth, 1);
        return new Period(start, start.plusMonths(months));
    }

    /** @throws IllegalArgumentException for a length that no grain has */
    public static TimeGrain ofMonths(int months) {
        for (TimeGrain grain : values()) {
            if (grain.months == months) {
                return grain;
            }
        }
        throw new IllegalArgumentException("no time grain has " + months + " months");
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
}
