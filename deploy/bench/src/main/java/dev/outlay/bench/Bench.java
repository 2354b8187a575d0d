package dev.outlay.bench;

import dev.outlay.local.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Behind {@code deploy/bench/run}: starts the stack, measures, prints, stops. */
public final class Bench {
    private static final int SEED_RUN = 1;
    private static final int MOST_PLAIN_ROWS = 500_000;
    private static final long LONGEST_P99_MILLIS = 1_000;

    private final Options options;
    private final Path root;
    private final RunningStack stack;
    private final Report report;
    private final LocalDate today = LocalDate.now(Clock.systemUTC());
    private final int groups;
    private final Charges charges;
    private final List<Double> ingestRates = new ArrayList<>();
    private final List<Double> evaluationRates = new ArrayList<>();
    private final List<Integer> evaluationConsumers = new ArrayList<>();
    private final List<String> evaluationNames = new ArrayList<>();
    private int runs = SEED_RUN;

    private Bench(Options options, Path root, RunningStack stack, Report report) {
        this.options = options;
        this.root = root;
        this.stack = stack;
        this.report = report;
        this.groups =
                options.budgets().contains(BudgetSet.HUNDRED_THOUSAND) ? Universe.ALL_GROUPS : Universe.FEW_GROUPS;
        this.charges = new Charges(groups, today, options.together());
    }

    /** Runs with the options that {@code deploy/bench/run --help} lists; the exit status is 0 when everything was measured. */
    public static void main(String[] arguments) throws IOException {
        int status = 1;
        Options options;
        try {
            options = Options.of(arguments);
        } catch (BenchFailure e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path root = Path.of(System.getProperty("outlay.root", ".")).toAbsolutePath();
        String given = System.getProperty("outlay.bench.data", "");
        Path data = given.isBlank() ? Files.createTempDirectory("outlay-bench") : Path.of(given);
        RunningStack stack = new RunningStack(root, data, options);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        Report report = new Report(System.out);
        try {
            new Bench(options, root, stack, report).run();
            status = 0;
        } catch (BenchFailure e) {
            System.err.println(e.getMessage());
        } finally {
            report.print();
            stack.close();
        }
        if (status == 0 && !options.keep()) {
            Directories.delete(data);
        } else {
            System.out.println("The data folder is " + data);
        }
        System.exit(status);
    }

    private void run() {
        report.say("Starting Kafka, PostgreSQL and the services in " + stack.data());
        stack.startGround();
        report.machine(options, stack.database());
        stack.startIngest();
        Ledger ledger = new Ledger(stack.database());
        Evaluation evaluation = new Evaluation(stack, ledger);
        Budgets budgets = new Budgets(stack);
        prepare(ledger, evaluation, budgets);
        for (BudgetSet set : options.budgets()) {
            measure(set, ledger, evaluation, budgets);
        }
        if (options.plain()) {
            comparePlainInsert(ledger);
        }
        memory("memory of ");
        report.write(root.resolve("deploy/bench/target/bench-" + System.currentTimeMillis() + ".json"));
    }

    private void memory(String what) {
        Memory.of(stack).forEach((name, used) -> report.figure(what + name, used.megabytes(), used.told()));
    }

    private HttpLoad load() {
        return new HttpLoad(charges, stack.port("ingest"), stack.token(), options.connections());
    }

    /** One charge of each resource group through the system makes scopes and descriptions; the ledger is filled from them. */
    private void prepare(Ledger ledger, Evaluation evaluation, Budgets budgets) {
        Charges.Run seed = new Charges.Run(SEED_RUN, groups, true);
        HttpLoad.Result posted = load().post(seed, groups, options.perRequest(), 0);
        report.say(String.format(
                Locale.ROOT,
                "%,d charges of about %,d bytes posted, one of each resource group (%.1f s)",
                groups,
                charges.averageBytes(),
                posted.seconds()));
        Evaluation.Result first =
                evaluation.measure(new Evaluation.Posted(seed, 0), new Evaluation.Posted(seed, groups), 1);
        report.rate("Kafka to spend, every charge of a new description, 1 consumer, empty ledger", first.rate(), "");
        budgets.template(today);
        stack.startAlert();
        evaluation.stopService();
        ledger.fill(options.ledger(), today);
        report.circumstance("ledger", String.format(Locale.ROOT, "%,d rows, %s", ledger.count(), ledger.size()));
    }

    private void measure(BudgetSet set, Ledger ledger, Evaluation evaluation, Budgets budgets) {
        budgets.replace(set);
        if (set == BudgetSet.FILTERED) {
            build(evaluation, budgets);
        }
        report.say(String.format(Locale.ROOT, "%s: %,d budgets", set.description(), budgets.count()));
        int few = set == BudgetSet.HUNDRED_THOUSAND ? groups : Universe.FEW_GROUPS;
        for (int consumers : options.consumers()) {
            Charges.Run warm = new Charges.Run(++runs, few, false);
            Charges.Run run = new Charges.Run(++runs, few, false);
            load().post(warm, options.warm(), options.perRequest(), 0);
            stack.database().run("budget", "checkpoint");
            HttpLoad.Result posted = load().post(run, options.charges(), options.perRequest(), 0);
            report.rate(
                    "HTTP to Kafka",
                    posted.rate(),
                    String.format(Locale.ROOT, " (%d requests repeated)", posted.repeated()));
            if (options.plain() && ingestRates.isEmpty()) {
                compareProducer(posted.rate());
            }
            ingestRates.add(posted.rate());
            long before = ledger.count();
            Evaluation.Result result = evaluation.measure(
                    new Evaluation.Posted(warm, options.warm()),
                    new Evaluation.Posted(run, options.charges()),
                    consumers);
            String name = "Kafka to spend, " + set.description() + ", " + consumers
                    + (consumers == 1 ? " consumer" : " consumers");
            report.figure(name, result.rate(), result.told() + String.format(Locale.ROOT, " on %,d rows", before));
            evaluationRates.add(result.rate());
            evaluationNames.add(name);
            evaluationConsumers.add(consumers);
            evaluation.stopService();
        }
        if (set == options.budgets().getFirst() && options.latencySeconds() > 0) {
            latency(evaluation, budgets);
        }
    }

    private void build(Evaluation evaluation, Budgets budgets) {
        long begin = System.nanoTime();
        stack.startBudget(2).awaitHealth(stack.port("budget-m"));
        long asked = budgets.notReady();
        while (budgets.notReady() > 0) {
            Pause.millis(500);
            if (System.nanoTime() - begin > 1_200_000_000_000L) {
                throw new BenchFailure(
                        "After 20 minutes " + budgets.notReady() + " spends of filtered budgets are not built.");
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.figure(
                "Building the spend of 10,000 filtered budgets from the ledger",
                seconds,
                String.format(Locale.ROOT, "%.1f s, start of the service included (%d seen asked)", seconds, asked));
        evaluation.stopService();
    }

    /**
     * At half of what goes through when everything is at work at once, and at half of what the slower of HTTP to Kafka
     * and Kafka to spend reached with the whole machine for itself. The second is beyond what a small machine does all
     * at once, and shows a queue there.
     */
    private void latency(Evaluation evaluation, Budgets budgets) {
        double slower = Math.min(
                ingestRates.stream().mapToDouble(rate -> rate).max().orElse(0),
                evaluationRates.stream().mapToDouble(rate -> rate).max().orElse(0));
        stack.startBudget(2).awaitHealth(stack.port("budget-m"));
        load().post(new Charges.Run(++runs, Universe.FEW_GROUPS, false), options.warm(), options.perRequest(), 0);
        evaluation.awaitRead();
        double through = evaluation.through(
                load(), new Charges.Run(++runs, Universe.FEW_GROUPS, false), options.charges(), options.perRequest());
        report.rate("HTTP to committed spend, both at once, 2 consumers", through, "");
        // Twice unmeasured, with as many crossings: the way from a crossing to its webhook has to get warm as well, and
        // few crossings come at a time.
        for (int rehearsal = 0; rehearsal < 2; rehearsal++) {
            latency(evaluation, budgets, through / 2, options.latencySeconds() / 2 + 1);
        }
        told(
                "Accepted to webhook, at half of both at once",
                latency(evaluation, budgets, through / 2, options.latencySeconds()));
        told(
                "Accepted to webhook, at half of the slower alone",
                latency(evaluation, budgets, slower / 2, options.latencySeconds()));
        memory("memory under that load, ");
        evaluation.stopService();
    }

    private void told(String what, Latency.Result result) {
        report.figure(
                what,
                result.p99(),
                result.told() + (result.p99() < LONGEST_P99_MILLIS ? " (target 1 s: met)" : " (target 1 s: missed)"));
    }

    private Latency.Result latency(Evaluation evaluation, Budgets budgets, double perSecond, int seconds) {
        Charges.Run run = new Charges.Run(++runs, Universe.FEW_GROUPS, false);
        Latency.Result result =
                new Latency(stack, budgets).measure(load(), run, Math.max(100, (long) perSecond), seconds, today);
        evaluation.awaitRead();
        return result;
    }

    private void compareProducer(double ingest) {
        ProducerBenchmark benchmark = new ProducerBenchmark(stack);
        List<ConsumerRecord<byte[], byte[]>> sample = benchmark.sample();
        benchmark.makeTopic();
        double loop = benchmark.plainLoop(sample, options.charges());
        report.rate("Plain KafkaProducer loop, same records with keys and headers", loop, "");
        double own = benchmark.kafkasOwn(sample, options.charges());
        report.rate("Kafka's ProducerPerformance, same values", own, "");
        report.ratio("HTTP to Kafka / ProducerPerformance", ingest / own, 0.4);
        report.ratio("HTTP to Kafka / plain loop", ingest / loop, 0.4);
    }

    private void comparePlainInsert(Ledger ledger) {
        PlainInsert insert =
                PlainInsert.of(stack.database(), ledger, new Charges.Run(SEED_RUN + 1, 1, false), MOST_PLAIN_ROWS);
        double[] best = new double[3];
        for (int clients = 1; clients <= 2; clients++) {
            for (PlainInsert.Way way : PlainInsert.Way.values()) {
                double rate = insert.measure(way, clients);
                report.rate(
                        "Plain insert by " + way.name().toLowerCase(Locale.ROOT) + ", " + clients
                                + (clients == 1 ? " client" : " clients"),
                        rate,
                        String.format(Locale.ROOT, " (%,d rows)", insert.rows()));
                best[clients] = Math.max(best[clients], rate);
            }
        }
        for (int i = 0; i < evaluationRates.size(); i++) {
            int clients = Math.min(2, evaluationConsumers.get(i));
            report.ratio(
                    evaluationNames.get(i) + " / plain insert, " + clients + (clients == 1 ? " client" : " clients"),
                    evaluationRates.get(i) / best[clients],
                    0.5);
        }
    }
}
