package dev.outlay.budget.reservation;

import dev.outlay.budget.budget.Period;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the reservations of a budget has found.
 *
 * @param window the days that were looked at, UTC
 * @param uses of every reservation of its scope and filter that had cost in these days, least first
 */
record Looked(WatchedReservations watched, Period window, List<ReservationUse> uses) {

    Looked {
        uses = List.copyOf(uses);
    }

    /** Those that are used less than the budget asks, least first. */
    List<ReservationUse> below() {
        return uses.stream().filter(use -> use.isBelow(watched.threshold())).toList();
    }

    /** Of the one that is used least, in percent; null where none had cost. */
    @Nullable
    BigDecimal utilization() {
        return uses.isEmpty() ? null : uses.getFirst().utilization();
    }
}
