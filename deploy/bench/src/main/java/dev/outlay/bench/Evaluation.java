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
 * Kafka to committed spend: the topic holds the charges already, then the budget service is started. The first of them
 * make it warm; the clock runs from the look that sees them all committed to the look that sees the last charge, by the
 * service's counter of recorded charges, looked at four times a second. The database is asked afterwards whether all
 * are there.
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
     * @param rate charges a second, after those that made the service warm
     * @param whole charges a second from the first committed batch of the cold service to the last
     * @param batch mean of charges in a batch
     * @param batchMillis mean time of a batch from its reading to its commit
     */
    record Result(
            double rate,
            double whole,
            double batch,
            double batchMillis,
            double budgetCpuMicros,
            double databaseCpuMicros) {
        String told() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s (with the cold start %,.0f/s; batches of %,.0f in %,.0f ms; CPU a charge: service %.1f us, PostgreSQL %.1f us)",
                    rate,
                    whole,
                    batch,
                    batchMillis,
                    budgetCpuMicros,
                    databaseCpuMicros);
        }
    }

    private record Look(long nanos, long charges, double serviceCpu, double databaseCpu) {}

    /**
     * Measures with the service left running; {@link #stopService()} afterwards.
     *
     * @param warm the run that is in the topic first, and how many charges it has; not measured
     * @param measured the run after it
     */
    Result measure(Posted warm, Posted measured, int consumers) {
        Child service = stack.startBudget(consumers);
        List<Look> looks = watch(service, warm.count() + measured.count());
        service.awaitHealth(stack.port("budget-m"));
        if (warm.count() > 0) {
            mustBeThere(warm);
        }
        mustBeThere(measured);
        Look start = looks.stream()
                .filter(look -> look.charges() >= warm.count())
                .findFirst()
                .orElseThrow();
        Look last = looks.getLast();
        long charges = Math.max(1, last.charges() - start.charges());
        Scrape scrape = Scrape.of(stack.port("budget-m")).orElseThrow();
        double batches = scrape.sum("outlay_stream_batch_time_seconds_count", "");
        return new Result(
                rate(start, last),
                rate(looks.getFirst(), last),
                (warm.count() + measured.count()) / batches,
                scrape.sum("outlay_stream_batch_time_seconds_sum", "") * 1000 / batches,
                (last.serviceCpu() - start.serviceCpu()) * 1e6 / charges,
                (last.databaseCpu() - start.databaseCpu()) * 1e6 / charges);
    }

    private void mustBeThere(Posted posted) {
        long found = ledger.count(posted.run());
        if (found != posted.count()) {
            throw new BenchFailure("Of " + posted.count() + " charges the ledger has " + found);
        }
    }

    /** Charges of a run that are in the topic. */
    record Posted(Charges.Run run, long count) {}

    private static double rate(Look from, Look to) {
        return (to.charges() - from.charges()) * 1e9 / Math.max(1, to.nanos() - from.nanos());
    }

    private List<Look> watch(Child service, long count) {
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
                looks.add(new Look(
                        now,
                        seen,
                        Memory.cpuSeconds(List.of(service.pid())),
                        Memory.cpuSeconds(Memory.postgres(stack))));
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

    /**
     * HTTP to committed spend, everything at work at once: charges are posted as fast as they are taken while the
     * running service reads them. Nothing may be waiting in the topic beforehand.
     *
     * @return charges a second, from the first request to the look that finds all of them committed
     */
    double through(HttpLoad load, Charges.Run run, int charges, int perRequest) {
        long begin = System.nanoTime();
        load.post(run, charges, perRequest, 0);
        awaitRead();
        double seconds = (System.nanoTime() - begin) / 1e9;
        mustBeThere(new Posted(run, charges));
        return charges / seconds;
    }

    /** Waits until the service has read everything and has told the broker, at most as long as a measurement may take. */
    void awaitRead() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", stack.bootstrap());
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Admin admin = Admin.create(properties)) {
            while (behind(admin) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new BenchFailure(
                            "The service has not read everything after " + LONGEST.toMinutes() + " minutes.");
                }
                Pause.millis(200);
            }
        } catch (ExecutionException | TimeoutException unknown) {
            throw new BenchFailure("How far the service has read cannot be seen", unknown);
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
