package dev.outlay.budget.explanation;

import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.budget.TimeGrain;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Which days of a period are explained, and with which they are compared; UTC. The day of the crossing is among them though it is not over: of many days that is a small part. A period of one day is compared once that
 * has ended, or it would always be less.
 *
 * @param now from the first of the period to that of the crossing, or to the last where the period has ended
 * @param before as many from the first of the period before, or all of that where it has fewer; of a Custom period, which has none before it, as many just before its first
 */
record ComparedDays(Days now, Days before) {

    /**
     * Those of a crossing; none where the period begins later, or is a day that has not ended.
     *
     * @param grain of the period
     * @param crossedOn the day on which it was found
     */
    static Optional<ComparedDays> of(TimeGrain grain, Period period, LocalDate crossedOn) {
        boolean hasEnded = !crossedOn.isBefore(period.end());
        if (crossedOn.isBefore(period.start()) || (grain == TimeGrain.DAILY && !hasEnded)) {
            return Optional.empty();
        }
        LocalDate last = hasEnded ? period.end().minusDays(1) : crossedOn;
        Days now = new Days(period.start(), last);
        long more = last.toEpochDay() - period.start().toEpochDay();
        if (grain == TimeGrain.CUSTOM) {
            return Optional.of(new ComparedDays(
                    now,
                    new Days(period.start().minusDays(more + 1), period.start().minusDays(1))));
        }
        Period former = Objects.requireNonNull(
                new Periods(grain, null).of(period.start().minusDays(1)), "a grain has a period for each day");
        LocalDate until = former.start().plusDays(more);
        return Optional.of(new ComparedDays(
                now,
                new Days(
                        former.start(),
                        former.holds(until) ? until : former.end().minusDays(1))));
    }
}
