package dev.outlay.budget.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What days to come are expected to cost, given days gone by (docs/decisions/0010): damped-trend exponential smoothing with a season of a week, with the interval that follows from it. One series, in
 * one currency.
 */
public final class Forecast {

    /** Fewer days than two weeks cannot tell a week from chance. */
    private static final int SEASONAL_FROM = 2 * Smoothing.WEEK;

    /** What was fitted to the days is not known from them any more. */
    private static final int FITTED_WITH_SEASON = 5;

    private static final int FITTED_WITHOUT_SEASON = 3;

    private final Smoothing smoothing;
    private final Smoothing.State state;
    private final LocalDate last;
    private final double deviation;
    private final double scale;
    private final double least;
    private final String currency;

    private Forecast(
            Smoothing smoothing,
            Smoothing.State state,
            LocalDate last,
            double deviation,
            double scale,
            double least,
            String currency) {
        this.smoothing = smoothing;
        this.state = state;
        this.last = last;
        this.deviation = deviation;
        this.scale = scale;
        this.least = least;
        this.currency = currency;
    }

    /**
     * Learns from days.
     *
     * @param days amounts of the days that have charges, in one currency, UTC
     * @param until the last day of which all is known; later days are not learnt from
     * @param currency ISO 4217
     * @return empty where fewer than seven days are known
     */
    public static Optional<Forecast> of(NavigableMap<LocalDate, BigDecimal> days, LocalDate until, String currency) {
        Observations observations = Observations.of(days, until);
        if (!observations.areEnough()) {
            return Optional.empty();
        }
        double scale = observations.scale();
        double[] costs = scale < Double.MIN_NORMAL
                ? observations.costs()
                : Spikes.without(observations.scaledBy(1 / scale).costs());
        boolean seasonal = costs.length >= SEASONAL_FROM;
        Fit.Found found = Fit.of(costs, seasonal);
        return Optional.of(new Forecast(
                found.smoothing(),
                found.state(),
                observations.last(),
                deviation(found.state(), observations, seasonal),
                scale,
                observations.goBelowZero() ? Double.NEGATIVE_INFINITY : 0,
                currency));
    }

    /** Of an error of one day ahead; more, where days between are missing: what is learnt from fewer days is known less well. */
    private static double deviation(Smoothing.State state, Observations observations, boolean seasonal) {
        int fitted = seasonal ? FITTED_WITH_SEASON : FITTED_WITHOUT_SEASON;
        double variance = state.squares() / Math.max(1, state.compared() - fitted);
        return Math.sqrt(variance * observations.costs().length / observations.known());
    }

    /**
     * A day to come.
     *
     * @param day UTC
     * @throws IllegalArgumentException for a day that was learnt from, or one before it
     */
    public Expected on(LocalDate day) {
        return between(day, day);
    }

    /**
     * The sum of days to come.
     *
     * @param first UTC
     * @param until the last of them, UTC
     * @throws IllegalArgumentException for a day that was learnt from, or one before it
     */
    public Expected between(LocalDate first, LocalDate until) {
        return rest(first, until, Map.of());
    }

    /**
     * What is still to come of some days: of one that has cost something already, what is missing, and never less than nothing, since more charges of it may come and none goes.
     *
     * @param already what days of these have cost so far
     * @throws IllegalArgumentException for a day that was learnt from, or one before it
     */
    public Expected rest(LocalDate first, LocalDate until, Map<LocalDate, BigDecimal> already) {
        int from = ahead(first);
        int to = ahead(until);
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("not days after " + last + ": " + first + " to " + until);
        }
        double mean = 0;
        for (int ahead = from; ahead <= to; ahead++) {
            double expected = Math.max(least, state.mean(ahead, smoothing.damping()) * scale);
            BigDecimal spent = already.get(last.plusDays(ahead));
            mean += spent == null ? expected : Math.max(0, expected - spent.doubleValue());
        }
        return Expected.of(mean, deviation * scale * Math.sqrt(spread(from, to)), least, currency);
    }

    private int ahead(LocalDate day) {
        return Math.toIntExact(ChronoUnit.DAYS.between(last, day));
    }

    /**
     * The variance of the sum of days, in that of one day's error: each error to come echoes in all later days, and those of them that are in the sum add up before they are squared.
     */
    private double spread(int from, int to) {
        double[] echoes = new double[to];
        for (int later = 1; later < to; later++) {
            echoes[later] = echoes[later - 1] + smoothing.echo(later);
        }
        double spread = 0;
        for (int error = 1; error <= to; error++) {
            double weight = error >= from ? 1 + echoes[to - error] : echoes[to - error] - echoes[from - error - 1];
            spread += weight * weight;
        }
        return spread;
    }
}
