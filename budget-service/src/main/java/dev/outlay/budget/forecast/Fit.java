package dev.outlay.budget.forecast;

/**
 * Finds the smoothing that would have foretold each day best from the days before it, by the sum of squared errors: a grid first, then steps that halve. Bounded and without chance, so the
 * same days always give the same answer, in a millisecond for half a year.
 */
final class Fit {

    private static final double[] LEVELS = {0.02, 0.05, 0.1, 0.2, 0.35, 0.6};
    private static final double[] TRENDS = {0, 0.02, 0.1};
    private static final double[] SEASONS = {0.02, 0.1, 0.3};
    private static final double[] NO_SEASON = {0};
    private static final double[] DAMPINGS = {0.85, 0.94, 0.98};
    private static final double LEAST_DAMPING = 0.8;
    private static final double MOST_DAMPING = 0.98;
    private static final double MOST_LEVEL = 0.9;
    private static final int HALVINGS = 3;

    private final double[] costs;
    private final Smoothing.Start start;
    private final boolean seasonal;
    private Smoothing best = new Smoothing(0, 0, 0, LEAST_DAMPING);
    private double least = Double.POSITIVE_INFINITY;

    private Fit(double[] costs, boolean seasonal) {
        this.costs = costs;
        this.seasonal = seasonal;
        this.start = Smoothing.Start.of(costs, seasonal);
    }

    /** The best smoothing and where it ends. */
    record Found(Smoothing smoothing, Smoothing.State state) {}

    /** @param seasonal whether the days are enough to tell a week from chance */
    static Found of(double[] costs, boolean seasonal) {
        Fit fit = new Fit(costs, seasonal);
        fit.grid();
        fit.refine();
        return new Found(fit.best, fit.best.through(costs, fit.start));
    }

    private void grid() {
        for (double level : LEVELS) {
            for (double trend : TRENDS) {
                for (double season : seasonal ? SEASONS : NO_SEASON) {
                    for (double damping : DAMPINGS) {
                        consider(level, trend * level, season * (1 - level), damping);
                    }
                }
            }
        }
    }

    private void refine() {
        double share = 0.5;
        for (int halving = 0; halving < HALVINGS; halving++) {
            Smoothing from = best;
            for (double factor : new double[] {1 - share, 1 + share}) {
                consider(from.level() * factor, from.trend(), from.season(), from.damping());
                consider(best.level(), from.trend() * factor, best.season(), best.damping());
                consider(best.level(), best.trend(), from.season() * factor, best.damping());
                consider(best.level(), best.trend(), best.season(), 1 - (1 - from.damping()) * factor);
            }
            share /= 2;
        }
    }

    private void consider(double level, double trend, double season, double damping) {
        double bounded = Math.min(level, MOST_LEVEL);
        Smoothing candidate = new Smoothing(
                bounded,
                Math.min(trend, bounded),
                Math.min(season, 1 - bounded),
                Math.clamp(damping, LEAST_DAMPING, MOST_DAMPING));
        double squares = candidate.through(costs, start).squares();
        if (squares < least) {
            least = squares;
            best = candidate;
        }
    }
}
