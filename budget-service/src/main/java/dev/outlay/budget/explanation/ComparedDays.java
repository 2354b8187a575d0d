package dev.outlay.budget.explanation;

import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Which days of a period are explained, and with which they are compared; UTC.
 *
 * @param now from the first of the period to that of the crossing, or to the last where that is not in the period
 * @param before as many from the first of the period before, or all of that where it has fewer; of a Custom period, which has none before it, as many just before its first
 */
record ComparedDays(Days now, Days before) {

    /**
     * Those of a crossing.
     *
     * @param grain of the period
     * @param crossedOn the day on which it was found
     */
    static ComparedDays of(TimeGrain grain, Period period, LocalDate crossedOn) {
        LocalDate last = period.holds(crossedOn) ? crossedOn : period.end().minusDays(1);
        Days now = new Days(period.start(), last);
        long more = last.toEpochDay() - period.start().toEpochDay();
        if (grain == TimeGrain.CUSTOM) {
            return new ComparedDays(
                    now,
                    new Days(period.start().minusDays(more + 1), period.start().minusDays(1)));
        }
        Period former = Objects.requireNonNull(
                new Periods(grain, null).of(period.start().minusDays(1)), "a grain has a period for each day");
        LocalDate until = former.start().plusDays(more);
        return new ComparedDays(
                now,
                new Days(
                        former.start(),
                        former.holds(until) ? until : former.end().minusDays(1)));
    }
}
