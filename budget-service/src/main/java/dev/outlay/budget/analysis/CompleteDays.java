package dev.outlay.budget.analysis;

import java.time.LocalDate;

/**
 * Until when days are complete. A day's cost is not known when it ends, and what is half known must not be learnt from.
 *
 * @param today UTC
 * @param until the last day of which all is known, as a rule; UTC
 */
public record CompleteDays(LocalDate today, LocalDate until) {

    private static final int MOST = 31;

    /**
     * Those of a day.
     *
     * @param fresh how many days, today among them, are not complete
     * @throws IllegalArgumentException for fewer than 1 or more than 31
     */
    public static CompleteDays of(LocalDate today, int fresh) {
        if (fresh < 1 || fresh > MOST) {
            throw new IllegalArgumentException("outlay.forecast.fresh-days has to be from 1 to " + MOST + ".");
        }
        return new CompleteDays(today, today.minusDays(fresh));
    }
}
