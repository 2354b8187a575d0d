package dev.outlay.budget.arrival;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Charges of a day that were first recorded on another, or the same.
 *
 * @param day on which they begin, UTC
 * @param recordedOn UTC
 */
record ArrivedDay(LocalDate day, LocalDate recordedOn, long charges) {

    /** The newest day that is known by it: what begins later than it is recorded says nothing of the days in between. */
    LocalDate newestDay() {
        return day.isAfter(recordedOn) ? recordedOn : day;
    }

    /** How old the day was, in days; 0 for a charge that begins later than it was recorded. */
    long age() {
        return Math.max(0, ChronoUnit.DAYS.between(day, recordedOn));
    }
}
