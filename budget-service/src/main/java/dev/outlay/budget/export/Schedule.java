package dev.outlay.budget.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an export runs by itself: at the time of day of its first occurrence, UTC. Each occurrence is counted from the first one, so that what begins on the 31st is on the last day of a shorter month and on the 31st again of
 * a longer one.
 *
 * @param from the first occurrence
 * @param until after which there is none; null for no end
 */
public record Schedule(
        Recurrence recurrence, Instant from, @Nullable Instant until) {

    /** The first occurrence that is not before a moment; empty where the schedule has ended. */
    public Optional<Instant> notBefore(Instant moment) {
        return Optional.of(occurrence(numberNotBefore(moment))).filter(this::isWithin);
    }

    /**
     * Of the occurrences since one of them, the last that is not after a moment: the one that runs for all that were missed.
     *
     * @param due an occurrence, not after the moment
     */
    public Instant latest(Instant due, Instant moment) {
        Instant last = until == null || moment.isBefore(until) ? moment : until;
        long number = numberNotBefore(last);
        Instant latest = occurrence(number);
        if (latest.isAfter(last) && number > 0) {
            latest = occurrence(number - 1);
        }
        return latest.isBefore(due) ? due : latest;
    }

    private boolean isWithin(Instant occurrence) {
        return until == null || !occurrence.isAfter(until);
    }

    private long numberNotBefore(Instant moment) {
        if (!moment.isAfter(from)) {
            return 0;
        }
        long number = recurrence.unit().between(from.atOffset(ZoneOffset.UTC), moment.atOffset(ZoneOffset.UTC));
        // Where a month is shorter than the first one, whole months between are one too few.
        while (occurrence(number).isBefore(moment)) {
            number++;
        }
        return number;
    }

    private Instant occurrence(long number) {
        return from.atOffset(ZoneOffset.UTC).plus(number, recurrence.unit()).toInstant();
    }
}
