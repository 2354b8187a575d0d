package dev.outlay.budget.money;

import java.time.LocalDate;

/** Of which day the exchange rate is that converts a charge (DESIGN.md section 6, point 9). */
public enum RateDay {
    /** The first of the charge's month, UTC: as invoices are converted, and all charges of a month alike. */
    FIRST_OF_MONTH,
    /** The day on which the charge began, UTC. */
    DAY_OF_CHARGE;

    /** The day whose rate converts the charges of a day. */
    public LocalDate of(LocalDate chargeDay) {
        return this == FIRST_OF_MONTH ? chargeDay.withDayOfMonth(1) : chargeDay;
    }
}
