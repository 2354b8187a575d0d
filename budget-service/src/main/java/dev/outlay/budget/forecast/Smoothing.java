package dev.outlay.budget.forecast;

/**
 * Additive exponential smoothing with a damped trend and a season of a week, ETS(A, Ad, A): Gardner and McKenzie, "Forecasting Trends in Time Series" (1985); Hyndman, Koehler, Ord and Snyder,
 * "Forecasting with Exponential Smoothing: The State Space Approach" (2008), in its form with one error. A day that is unknown moves nothing but time.
 *
 * @param level how fast it follows the level, 0 to 1 (alpha)
 * @param trend how fast it follows the trend, 0 to level (beta)
 * @param season how fast it follows the week, 0 to 1 - level (gamma)
 * @param damping what is left of the trend after a day, below 1 (phi)
 */
record Smoothing(double level, double trend, double season, double damping) {

    static final int WEEK = 7;

    /**
     * Where the smoothing is after the last day.
     *
     * @param season by position in the week; the first is that of the first day of all
     * @param day index of the last day
     * @param squares sum of the squared errors of one day ahead
     * @param compared how many there were
     */
    record State(double level, double trend, double[] season, int day, double squares, int compared) {

        /** What a day after the last is expected to cost. */
        double mean(int ahead, double damping) {
            return level
                    + damping * (1 - Math.pow(damping, ahead)) / (1 - damping) * trend
                    + season[(day + ahead) % WEEK];
        }
    }

    /** Before the first day. */
    record Start(double level, double[] season) {

        private static final int WEEKS = 4;

        /**
         * The mean of the first weeks, and how far each weekday is from it.
         *
         * @param seasonal false for fewer than two weeks, which cannot tell a week from chance
         */
        static Start of(double[] costs, boolean seasonal) {
            int until = Math.min(costs.length, WEEKS * WEEK);
            double[] sum = new double[WEEK];
            int[] count = new int[WEEK];
            double all = 0;
            int known = 0;
            for (int day = 0; day < until; day++) {
                if (!Double.isNaN(costs[day])) {
                    sum[day % WEEK] += costs[day];
                    count[day % WEEK]++;
                    all += costs[day];
                    known++;
                }
            }
            double level = known == 0 ? 0 : all / known;
            double[] season = new double[WEEK];
            for (int day = 0; day < WEEK; day++) {
                season[day] = seasonal && count[day] > 0 ? sum[day] / count[day] - level : 0;
            }
            return new Start(level, season);
        }
    }

    /** Goes through the days. */
    State through(double[] costs, Start start) {
        double l = start.level();
        double b = 0;
        double[] s = start.season().clone();
        double squares = 0;
        int compared = 0;
        for (int day = 0; day < costs.length; day++) {
            int weekday = day % WEEK;
            double before = l + damping * b;
            double error = Double.isNaN(costs[day]) ? 0 : costs[day] - before - s[weekday];
            if (!Double.isNaN(costs[day])) {
                squares += error * error;
                compared++;
            }
            l = before + level * error;
            b = damping * b + trend * error;
            s[weekday] += season * error;
        }
        return new State(l, b, s, costs.length - 1, squares, compared);
    }

    /** How much of an error of one day is left in the forecast of another, so many days later (chapter 6 of the book). */
    double echo(int later) {
        return level
                + trend * damping * (1 - Math.pow(damping, later)) / (1 - damping)
                + (later % WEEK == 0 ? season : 0);
    }
}
