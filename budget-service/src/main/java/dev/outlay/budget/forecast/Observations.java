package dev.outlay.budget.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.NavigableMap;

/**
 * The days that a forecast learns from, oldest first: how much each cost, or that nobody knows. A cost is a double here: what is forecast is uncertain by many orders of magnitude more than the
 * sixteenth digit.
 *
 * @param first day of the first element, UTC
 * @param costs of consecutive days; not a number where it is unknown. The last one is known.
 * @param known how many are
 */
record Observations(LocalDate first, double[] costs, int known) {

    /** Fewer known days are too little to tell a habit from chance: Azure asks for about a week as well (functional spec 4). */
    static final int LEAST = 7;

    /** Of what has a charge on at least this share of its days, a day without one is taken as not reported rather than free. Five days of seven are less: weekends of the office cost nothing. */
    private static final double DAILY_SHARE = 0.8;

    /** For so many days at the end nothing was reported yet, perhaps; after that it has ended. */
    private static final int LONGEST_SILENCE = 7;

    /**
     * Whether a day without a charge cost nothing or is unknown is decided here alone.
     *
     * @param days amounts of the days that have charges, in one currency
     * @param until the last day that is complete; later ones are not looked at
     */
    static Observations of(NavigableMap<LocalDate, BigDecimal> days, LocalDate until) {
        NavigableMap<LocalDate, BigDecimal> complete = days.headMap(until, true);
        if (complete.isEmpty()) {
            return new Observations(until, new double[0], 0);
        }
        LocalDate first = complete.firstKey();
        LocalDate newest = complete.lastKey();
        int span = length(first, newest);
        boolean daily = complete.size() >= DAILY_SHARE * span;
        boolean ended = !daily || ChronoUnit.DAYS.between(newest, until) > LONGEST_SILENCE;
        double[] costs = new double[ended ? length(first, until) : span];
        Arrays.fill(costs, 0, span, daily ? Double.NaN : 0);
        complete.forEach((day, amount) -> costs[length(first, day) - 1] = amount.doubleValue());
        int known =
                (int) Arrays.stream(costs).filter(cost -> !Double.isNaN(cost)).count();
        return new Observations(first, costs, known);
    }

    private static int length(LocalDate first, LocalDate last) {
        return (int) ChronoUnit.DAYS.between(first, last) + 1;
    }

    boolean areEnough() {
        return known >= LEAST;
    }

    /** The last day that is known, UTC. */
    LocalDate last() {
        return first.plusDays(costs.length - 1L);
    }

    /** The mean size of a known day, whatever its sign; 0 where nothing ever cost anything. */
    double scale() {
        return Arrays.stream(costs)
                .filter(cost -> !Double.isNaN(cost))
                .map(Math::abs)
                .average()
                .orElse(0);
    }

    /** Whether some day was less than free: a correction, or a credit. Only then can one be expected. */
    boolean goBelowZero() {
        return Arrays.stream(costs).anyMatch(cost -> cost < 0);
    }

    /** The same days in another unit. */
    Observations scaledBy(double factor) {
        return new Observations(
                first, Arrays.stream(costs).map(cost -> cost * factor).toArray(), known);
    }
}
