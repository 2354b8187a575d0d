package dev.outlay.bench.forecast;

import dev.outlay.bench.BenchFailure;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Prints how good forecasts are: of the sample partner, or of a ledger. */
public final class ForecastBench {

    static final List<Integer> HORIZONS = List.of(7, 30, 90);

    /** Up to which day the sample goes where nobody says another: so that its figures are the same whenever it is run. */
    static final LocalDate UNTIL = LocalDate.of(2026, 10, 31);

    static final long SEED = 1;

    private ForecastBench() {}

    /** See {@code deploy/bench/forecast --help}. */
    public static void main(String[] arguments) {
        Deque<String> given = new ArrayDeque<>(List.of(arguments));
        LocalDate until = null;
        long seed = SEED;
        String ledger = "";
        try {
            while (!given.isEmpty()) {
                String option = given.pop();
                String value = given.isEmpty() ? "" : given.pop();
                switch (option) {
                    case "--until" -> until = LocalDate.parse(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--ledger" -> ledger = value;
                    default -> throw new BenchFailure("Unknown argument: " + option);
                }
            }
            List<Series> series =
                    ledger.isEmpty() ? SampleSeries.of(seed, until == null ? UNTIL : until) : LedgerSeries.of(ledger);
            LocalDate known = until != null ? until : ledger.isEmpty() ? UNTIL : complete(series);
            print(System.out, ledger.isEmpty() ? "sample partner, seed " + seed : "ledger", series, known);
        } catch (BenchFailure | DateTimeException | NumberFormatException failure) {
            System.err.println(failure.getMessage());
            System.exit(2);
        }
    }

    /** Of a ledger the last two days are not complete as a rule, as the service takes it. */
    private static LocalDate complete(List<Series> series) {
        return series.stream()
                .map(one -> one.days().lastKey())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new BenchFailure("The ledger has no usage."))
                .minusDays(2);
    }

    static void print(PrintStream out, String what, List<Series> series, LocalDate until) {
        out.printf(
                Locale.ROOT,
                "%s, up to %s: %d series of usage by customer, service and currency%n",
                what,
                until,
                series.size());
        out.println();
        out.println(
                "| days ahead | series | a day (WAPE): forecast | last week | sum: forecast | last week | nearer in |"
                        + " in 80 % |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int horizon : HORIZONS) {
            Backtest.Outcome outcome = Backtest.of(series, until, horizon);
            out.printf(
                    Locale.ROOT,
                    "| %d | %d | %.4f | %.4f | %.4f | %.4f | %.0f %% | %.0f %% |%n",
                    outcome.horizon(),
                    outcome.series(),
                    outcome.ofDays().forecast(),
                    outcome.ofDays().lastWeek(),
                    outcome.ofSums().forecast(),
                    outcome.ofSums().lastWeek(),
                    100 * outcome.better(),
                    100 * outcome.inside());
        }
    }
}
