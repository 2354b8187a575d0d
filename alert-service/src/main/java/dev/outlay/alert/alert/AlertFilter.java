package dev.outlay.alert.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * Which alerts of a scope are meant; what is empty says nothing.
 *
 * @param type   {@code Budget}, {@code BudgetForecast} or {@code General}
 * @param budget name of the budget, compared without regard to case
 * @param from   recorded at this moment or later, UTC
 * @param until  recorded before this moment, UTC
 */
public record AlertFilter(
        Optional<Alert.Status> status,
        Optional<String> type,
        Optional<String> budget,
        Optional<Instant> from,
        Optional<Instant> until) {

    /** All of them. */
    public static final AlertFilter ALL =
            new AlertFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
