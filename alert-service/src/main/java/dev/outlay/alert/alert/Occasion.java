package dev.outlay.alert.alert;

import java.time.LocalDate;

/** What there is to tell of a budget. */
public sealed interface Occasion permits Occasion.ThresholdReached, Occasion.EndComesNear, ReservationsUnderused {

    /** The spend, or what it is forecasted to be, has reached a threshold of the budget's amount. */
    record ThresholdReached() implements Occasion {}

    /**
     * The budget's end comes near.
     *
     * @param lastDay the budget's last day, UTC
     */
    record EndComesNear(LocalDate lastDay) implements Occasion {}
}
