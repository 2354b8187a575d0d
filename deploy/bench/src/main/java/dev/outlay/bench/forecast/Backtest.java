package dev.outlay.bench.forecast;

import dev.outlay.budget.forecast.Expected;
import dev.outlay.budget.forecast.Forecast;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Hides the last days of each series and lets them be foretold, from several days: how far is the forecast from what came, and how far the last known week repeated? By day the measure is WAPE, the
 * absolute errors over the absolute costs; of the sum, which budgets are about, the absolute error over it. Each is one number a series and horizon, over all of its origins.
 */
final class Backtest {

    /** As many weeks as the service reads. */
    private static final int HISTORY_DAYS = 126;

    /** From so many days it is foretold, four weeks apart, the newest one as late as the horizon allows. */
    private static final int ORIGINS = 6;

    private static final int BETWEEN_ORIGINS = 28;
    private static final int WEEK = 7;

    /**
     * What came of a horizon.
     *
     * @param series how many could be measured
     * @param ofDays median over series of the error of days: of the forecast, and of the last week repeated
     * @param ofSums the same, of the sum of all days
     * @param better share of series in which the forecast of days was nearer than the last week
     * @param inside share of sums that were in the interval of 80 %
     */
    record Outcome(int horizon, int series, Errors ofDays, Errors ofSums, double better, double inside) {}

    /** Shares of the cost. */
    record Errors(double forecast, double lastWeek) {}

    private final NavigableMap<LocalDate, BigDecimal> days;
    private final String currency;
    private double cost;
    private double missed;
    private double missedByLastWeek;
    private double sums;
    private double sumsMissed;
    private double sumsMissedByLastWeek;
    private int origins;
    private int inside;

    private Backtest(Series series) {
        this.days = series.days();
        this.currency = series.currency();
    }

    static Outcome of(List<Series> all, LocalDate until, int horizon) {
        List<Backtest> measured = new ArrayList<>();
        for (Series series : all) {
            Backtest backtest = new Backtest(series);
            for (int origin = 0; origin < ORIGINS; origin++) {
                backtest.from(until.minusDays(horizon + (long) origin * BETWEEN_ORIGINS), horizon);
            }
            if (backtest.cost > 0) {
                measured.add(backtest);
            }
        }
        return new Outcome(
                horizon,
                measured.size(),
                new Errors(
                        median(measured.stream()
                                .mapToDouble(one -> one.missed / one.cost)
                                .toArray()),
                        median(measured.stream()
                                .mapToDouble(one -> one.missedByLastWeek / one.cost)
                                .toArray())),
                new Errors(
                        median(measured.stream()
                                .mapToDouble(one -> one.sumsMissed / one.sums)
                                .toArray()),
                        median(measured.stream()
                                .mapToDouble(one -> one.sumsMissedByLastWeek / one.sums)
                                .toArray())),
                measured.stream()
                        .mapToDouble(one -> one.missed < one.missedByLastWeek ? 1 : 0)
                        .average()
                        .orElse(0),
                (double) measured.stream().mapToInt(one -> one.inside).sum()
                        / Math.max(
                                1,
                                measured.stream().mapToInt(one -> one.origins).sum()));
    }

    private void from(LocalDate last, int horizon) {
        Optional<Forecast> found =
                Forecast.of(days.subMap(last.minusDays(HISTORY_DAYS - 1), true, last, true), last, currency);
        if (found.isEmpty() || days.ceilingKey(last.plusDays(1)) == null) {
            return;
        }
        double came = 0;
        double repeated = 0;
        for (int ahead = 1; ahead <= horizon; ahead++) {
            double actual = on(last.plusDays(ahead));
            double lastWeek = on(last.minusDays(WEEK - 1 - (ahead - 1) % WEEK));
            double foretold = found.get().on(last.plusDays(ahead)).amount().doubleValue();
            cost += Math.abs(actual);
            missed += Math.abs(actual - foretold);
            missedByLastWeek += Math.abs(actual - lastWeek);
            came += actual;
            repeated += lastWeek;
        }
        Expected sum = found.get().between(last.plusDays(1), last.plusDays(horizon));
        sums += Math.abs(came);
        sumsMissed += Math.abs(came - sum.amount().doubleValue());
        sumsMissedByLastWeek += Math.abs(came - repeated);
        origins++;
        Expected.Interval likely = sum.likely();
        if (came >= likely.lower().doubleValue() && came <= likely.upper().doubleValue()) {
            inside++;
        }
    }

    private double on(LocalDate day) {
        return days.getOrDefault(day, BigDecimal.ZERO).doubleValue();
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
