package dev.outlay.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is asked of a run.
 *
 * @param charges pushed through in each measurement
 * @param warm charges that go through before the clock of a measurement runs: a service that has just started is still being compiled
 * @param ledger rows that the ledger holds beforehand
 * @param budgets the sets of budgets to measure with, in order
 * @param consumers how many consumers to measure with, in order
 * @param perRequest charges of one HTTP request
 * @param connections of the load generator
 * @param together how many charges in a row are of the same resource group; 1 is the worst case for counters
 * @param latencySeconds how long the load for the latency goes on; 0 leaves it out
 * @param budgetHeap heap of the budget service in MB
 * @param batch most charges of a batch of the budget service
 * @param plain whether the comparisons are measured
 * @param jfr whether the services are recorded by Java Flight Recorder
 * @param keep whether the data folder stays
 */
record Options(
        int charges,
        int warm,
        int ledger,
        List<BudgetSet> budgets,
        List<Integer> consumers,
        int perRequest,
        int connections,
        int together,
        int latencySeconds,
        int budgetHeap,
        int batch,
        boolean plain,
        boolean jfr,
        boolean keep) {

    /** What there is to ask is said by the script, which says it before it builds. */
    private static final String SEE = "deploy/bench/run --help says what there is.";

    private static final int MOST = 100_000_000;

    /** @throws BenchFailure for anything that is not an option */
    static Options of(String[] arguments) {
        Deque<String> given = new ArrayDeque<>(List.of(arguments));
        boolean quick = given.remove("--quick");
        int charges = quick ? 100_000 : 1_000_000;
        int warm = quick ? 100_000 : 400_000;
        int ledger = quick ? 500_000 : 10_000_000;
        List<BudgetSet> budgets = List.of(BudgetSet.values());
        List<Integer> consumers = quick ? List.of(2) : List.of(1, 2, 4);
        int perRequest = 500;
        int connections = 4;
        int together = 1;
        int latency = quick ? 20 : 60;
        int heap = 1_280;
        int batch = 5_000;
        boolean plain = true;
        boolean jfr = false;
        boolean keep = false;
        while (!given.isEmpty()) {
            String option = given.removeFirst();
            switch (option) {
                case "--charges" -> charges = number(option, given, 1_000, MOST);
                case "--warm" -> warm = number(option, given, 0, MOST);
                case "--ledger" -> ledger = number(option, given, 0, MOST);
                case "--budgets" ->
                    budgets = list(option, given).stream().map(BudgetSet::named).toList();
                case "--consumers" ->
                    consumers = list(option, given).stream()
                            .map(text -> number(option, new ArrayDeque<>(List.of(text)), 1, 64))
                            .toList();
                case "--per-request" -> perRequest = number(option, given, 1, 5_000);
                case "--connections" -> connections = number(option, given, 1, 64);
                case "--together" -> together = number(option, given, 1, 1_000_000);
                case "--latency-seconds" -> latency = number(option, given, 0, 600);
                case "--budget-heap" -> heap = number(option, given, 128, 65_536);
                case "--batch" -> batch = number(option, given, 1, 50_000);
                case "--no-plain" -> plain = false;
                case "--jfr" -> jfr = true;
                case "--keep" -> keep = true;
                default -> throw new BenchFailure("Unknown argument: " + option + ". " + SEE);
            }
        }
        return new Options(
                charges,
                warm,
                ledger,
                budgets,
                consumers,
                perRequest,
                connections,
                together,
                latency,
                heap,
                batch,
                plain,
                jfr,
                keep);
    }

    private static int number(String option, Deque<String> given, int least, int most) {
        String text = given.isEmpty() ? "" : given.removeFirst();
        try {
            int number = Integer.parseInt(text.replace("_", "").replace(",", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, like a number out of range
        }
        throw new BenchFailure(option + " takes a number from " + least + " to " + most + ", not '" + text + "'.");
    }

    private static List<String> list(String option, Deque<String> given) {
        if (given.isEmpty()) {
            throw new BenchFailure(option + " takes a value.");
        }
        return List.of(given.removeFirst().split(",", -1));
    }

    /** As they are told in the report. */
    @Override
    public String toString() {
        return charges + " charges a measurement after " + warm + " to get warm, ledger of " + ledger + ", "
                + perRequest + " a request, "
                + connections + " connections, " + together
                + " charges in a row of one resource group, budget service with a heap of " + budgetHeap
                + " MB and batches of "
                + batch;
    }
}
