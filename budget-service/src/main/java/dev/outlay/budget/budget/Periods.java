package dev.outlay.budget.budget;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Into which periods time is cut: those of a grain without end, or the single one of {@link TimeGrain#CUSTOM}.
 *
 * @param only that one; null for every other grain
 */
public record Periods(TimeGrain grain, @Nullable Period only) {

    /** Those of the spend that every scope has. */
    public static final Periods MONTHS = new Periods(TimeGrain.MONTHLY, null);

    public Periods {
        if ((grain == TimeGrain.CUSTOM) != (only != null)) {
            throw new IllegalArgumentException("Custom, and nothing else, has a period of its own");
        }
    }

    /**
     * The periods of a budget.
     *
     * @param start its first day
     * @param end its last day, which {@link TimeGrain#CUSTOM} must have
     */
    public static Periods of(TimeGrain grain, LocalDate start, @Nullable LocalDate end) {
        if (grain != TimeGrain.CUSTOM) {
            return new Periods(grain, null);
        }
        if (end == null) {
            throw new IllegalArgumentException("a Custom period has a last day");
        }
        return new Periods(grain, new Period(start, end.plusDays(1)));
    }

    /** The period in which a day lies; null where it lies in none. */
    public @Nullable Period of(LocalDate day) {
        if (only == null) {
            return grain.periodOf(day);
        }
        return only.holds(day) ? only : null;
    }
}
