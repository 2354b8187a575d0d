package dev.outlay.budget.budget;

import java.time.LocalDate;

/**
 * A stretch of days, in UTC.
 *
 * @param start the first day
 * @param end the day after the last
 */
public record Period(LocalDate start, LocalDate end) {

    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period ends after it starts: " + start + " to " + end);
        }
    }

    /** Whether a day lies in it. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end);
    }
}
