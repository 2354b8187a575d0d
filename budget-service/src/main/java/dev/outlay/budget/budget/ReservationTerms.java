package dev.outlay.budget.budget;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a budget of category ReservationUtilization beside what every budget has.
 *
 * @param grain over which days it looks; null where it was missing or malformed
 */
public record ReservationTerms(@Nullable ReservationGrain grain) {

    /** The category, as ARM writes it. */
    static final String CATEGORY = "ReservationUtilization";
}
