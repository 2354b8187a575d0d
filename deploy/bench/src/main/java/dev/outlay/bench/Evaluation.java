package dev.outlay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka to committed spend: the topic holds the charges already, then the budget service is started. The clock runs from the first look that sees a committed batch to the
 * look that sees the last, by the service's counter of recorded charges, looked at four times a second; the database is asked afterwards whether all are there.
 */
final class Evaluation {
    private static final Duration STANDSTILL = Duration.ofMinutes(4);
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int LOOK_MILLIS = 250;

    private final RunningStack stack;
    private final Ledger ledger;

    Evaluation(RunningStack stack, Ledger ledger) {
        this.stack = stack;
        this.ledger = ledger;
    }

    /**
     * What was measured.
     *
     * @param rate charges a second, from the first committed batch to the last; the JVM is cold at the beginning
     * @param warm of the second half alone
     * @param batch mean of charges in a batch
     * @param batchMillis mean time of a batch from its reading to its commit
     */
    record Result(
            double rate,
            double warm,
            double batch,
            double batchMillis,
            double budgetCpuMicros,
            double databaseCpuMicros) {
        String told() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s (second half %,.0f/s; batches of %,.0f in %,.0f ms; CPU a charge: service %.1f us, PostgreSQL %.1f us)",
                    rate,
                    warm,
                    batch,
                    batchMillis,
                    budgetCpuMicros,
                    databaseCpuMicros);
        }
    }

    private record Look(long nanos, long charges) {}

    /** Measures with the service left running; {@link #stopService()} afterwards. */
    Result measure(Charges.Run run, long count, int consumers) {
        double databaseCpu = Memory.cpuSeconds(Memory.postgres(stack));
        Child service = stack.startBudget(consumers);
        List<Look> looks = watch(count);
        service.awaitHealth(stack.port("budget-m"));
        long found = ledger.count(run);
        if (found != count) {
            throw new BenchFailure("Of " + count + " charges the ledger has " + found);
        }
        double budgetCpu = Memory.cpuSeconds(List.of(service.pid()));
        double moreDatabaseCpu = Memory.cpuSeconds(Memory.postgres(stack)) - databaseCpu;
        Look first = looks.getFirst();
        Look last = looks.getLast();
        Look middle = looks.stream()
                .filter(look -> look.charges() >= count / 2)
                .findFirst()
                .orElse(first);
        Scrape scrape = Scrape.of(stack.port("budget-m")).orElseThrow();
        double batches = scrape.sum("outlay_stream_batch_time_seconds_count", "");
        return new Result(
                rate(first, last),
                middle == last ? Double.NaN : rate(middle, last),
                count / batches,
                scrape.sum("outlay_stream_batch_time_seconds_sum", "") * 1000 / batches,
                budgetCpu * 1e6 / count,
                moreDatabaseCpu * 1e6 / count);
    }

    private static double rate(Look from, Look to) {
        return (to.charges() - from.charges()) * 1e9 / Math.max(1, to.nanos() - from.nanos());
    }

    private List<Look> watch(long count) {
        List<Look> looks = new ArrayList<>();
        long begin = System.nanoTime();
        long moved = begin;
        long charges = 0;
        while (charges < count) {
            Pause.millis(LOOK_MILLIS);
            Optional<Scrape> scrape = Scrape.of(stack.port("budget-m"));
            long now = System.nanoTime();
            long seen = scrape.map(found -> (long) found.sum("outlay_stream_charges_total", "outcome=\"added\""))
                    .orElse(0L);
            double rejected = scrape.map(found -> found.sum("outlay_stream_rejected_total", ""))
                    .orElse(0.0);
            if (rejected > 0) {
                throw new BenchFailure("The budget service has rejected " + (long) rejected
                        + " charges, all of which are sound; see " + "/q/metrics and the topic cost-events-rejected.");
            }
            if (seen > charges) {
                charges = seen;
                moved = now;
                looks.add(new Look(now, seen));
            }
            if (now - moved > STANDSTILL.toNanos() || now - begin > LONGEST.toNanos()) {
                throw new BenchFailure("The budget service stands still at " + charges + " of " + count
                        + " charges; its log is in " + stack.data().resolve("logs"));
            }
        }
        return looks;
    }

    /** Stops the budget service once the broker knows how far it has read, so that the next one does not read again. */
    void stopService() {
        awaitRead();
        stack.stop("budget-service");
    }

    /** Waits, for a minute at most, until the service has read everything and has told the broker. */
    void awaitRead() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", stack.bootstrap());
        try (Admin admin = Admin.create(properties)) {
            for (int look = 0; look < 300 && behind(admin) > 0; look++) {
                Pause.millis(200);
            }
        } catch (ExecutionException | TimeoutException unknown) {
            System.err.println("How far the service has read cannot be seen: " + unknown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }

    private static long behind(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("budget-service")
                .partitionsToOffsetAndMetadata()
                .get(10, TimeUnit.SECONDS);
        long behind = 0;
        for (int partition = 0; partition < RunningStack.PARTITIONS; partition++) {
            TopicPartition topic = new TopicPartition("cost-events", partition);
            long end = admin.listOffsets(Map.of(topic, OffsetSpec.latest()))
                    .partitionResult(topic)
                    .get(10, TimeUnit.SECONDS)
                    .offset();
            OffsetAndMetadata at = read.get(topic);
            behind += end - (at == null ? 0 : at.offset());
        }
        return behind;
    }
}
