package dev.outlay.budget.analysis;

import java.time.LocalDate;

/**
 * The days that a question is about, UTC, both included.
 *
 * @param first the first
 * @param last the last
 */
public record Days(LocalDate first, LocalDate last) {

    public Days {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("days that end before they begin: " + first + " to " + last);
        }
    }
}
