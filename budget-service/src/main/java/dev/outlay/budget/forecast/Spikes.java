package dev.outlay.budget.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Takes out days that stand alone: a mistake that cost a fortune for an afternoon says nothing of next month. After Hampel's identifier (the median of a day's neighbours, and the median absolute
 * deviation from it), with the same weekday of the weeks around as neighbours. What lasts is no spike: from the fourth day in a row on it is a change, and stays.
 */
final class Spikes {

    private static final int WEEK = 7;
    private static final int WEEKS_AROUND = 4;
    private static final int LONGEST = 3;

    /** How many deviations away a day stands out. */
    private static final double FAR = 5;

    /** From the median absolute deviation of what is normally distributed to its standard deviation. */
    private static final double NORMAL = 1.4826;

    /** Of what hardly moves, a day within this share of its neighbours does not stand out. */
    private static final double NEAR = 0.05;

    private Spikes() {}

    /** The same costs, with the median of its neighbours in the place of each spike. */
    static double[] without(double[] costs) {
        double[] usual = IntStream.range(0, costs.length)
                .mapToDouble(day -> usual(costs, day))
                .toArray();
        double deviation = NORMAL
                * median(IntStream.range(0, costs.length)
                        .mapToDouble(day -> Math.abs(costs[day] - usual[day]))
                        .filter(distance -> !Double.isNaN(distance))
                        .toArray());
        double size = median(Arrays.stream(costs)
                .filter(cost -> !Double.isNaN(cost))
                .map(Math::abs)
                .toArray());
        double far = FAR * Math.max(deviation, NEAR * size);
        double[] cleaned = costs.clone();
        for (int day = 0; day < costs.length; ) {
            int run = run(costs, usual, far, day);
            if (run > 0 && run <= LONGEST) {
                System.arraycopy(usual, day, cleaned, day, run);
            }
            day += Math.max(1, run);
        }
        return cleaned;
    }

    /** How many days in a row stand out to the same side. */
    private static int run(double[] costs, double[] usual, double far, int from) {
        double side = Math.signum(costs[from] - usual[from]);
        int day = from;
        while (day < costs.length && (costs[day] - usual[day]) * side > far) {
            day++;
        }
        return day - from;
    }

    private static double usual(double[] costs, int day) {
        return median(IntStream.rangeClosed(-WEEKS_AROUND, WEEKS_AROUND)
                .map(week -> day + week * WEEK)
                .filter(other -> other >= 0 && other < costs.length)
                .mapToDouble(other -> costs[other])
                .filter(cost -> !Double.isNaN(cost))
                .toArray());
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
