package dev.outlay.alert.alert;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** What there is to tell of a budget. */
public sealed interface Occasion permits Occasion.ThresholdReached, Occasion.EndComesNear, ReservationsUnderused {

    /**
     * The spend, or what it is forecasted to be, has reached a threshold of the budget's amount.
     *
     * @param explanation what has moved the spend, where that was known in time
     */
    record ThresholdReached(Optional<Explanation> explanation) implements Occasion {}

    /**
     * The budget's end comes near.
     *
     * @param lastDay  the budget's last day, UTC
     * @param watching what it watches, where it is one of category ReservationUtilization: then the crossing's amounts are nothing, and
     *     its period is the budget's own days
     */
    record EndComesNear(LocalDate lastDay, Optional<OfReservations> watching) implements Occasion {}

    /**
     * What a budget of category ReservationUtilization watches.
     *
     * @param timeGrain over which days it looks, {@code Last7Days} or {@code Last30Days}
     * @param threshold below how much of what is reserved it tells, in percent
     */
    record OfReservations(String timeGrain, BigDecimal threshold) {}
}
