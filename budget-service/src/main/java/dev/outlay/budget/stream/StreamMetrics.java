package dev.outlay.budget.stream;

import dev.outlay.budget.evaluation.RecordedBatch;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the stream of charges counts. All names begin with {@code outlay.stream.}; README.md of this service lists them with units.
 */
@ApplicationScoped
public class StreamMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Set<Batch> running = ConcurrentHashMap.newKeySet();
    private volatile long lastLagMillis;

    /** A batch that was read and is not recorded yet. */
    final class Batch {
        private final List<ConsumerRecord<String, byte[]>> records;
        private final Instant begin;
        private final long newest;

        private Batch(List<ConsumerRecord<String, byte[]>> records, Instant begin) {
            this.records = records;
            this.begin = begin;
            long latest = 0;
            for (ConsumerRecord<String, byte[]> record : records) {
                latest = Math.max(latest, record.timestamp());
            }
            this.newest = latest;
        }

        /** It is recorded, and what was wrong with some of its charges is said. */
        void done() {
            Instant now = clock.instant();
            running.remove(this);
            registry.counter("outlay.stream.consumed").increment(records.size());
            batchSize.record(records.size());
            batchTime.record(Duration.between(begin, now));
            lastLagMillis = Math.max(0, now.toEpochMilli() - newest);
        }
    }

    StreamMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.batchSize = DistributionSummary.builder("outlay.stream.batch.size")
                .description("Charges in a batch")
                .baseUnit("charges")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.batchTime = Timer.builder("outlay.stream.batch.time")
                .description("From the reading of a batch to its commit")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder("outlay.stream.lag.seconds", this, StreamMetrics::lagSeconds)
                .description(
                        "Age of the newest charge of the last batch, or of the batch that has been running longest when that is older")
                .register(registry);
    }

    void rejected(String code) {
        registry.counter("outlay.stream.rejected", "code", code).increment();
    }

    void retried() {
        registry.counter("outlay.stream.retries").increment();
    }

    void recorded(RecordedBatch batch) {
        count("added", batch.added());
        count("restated", batch.restated());
        count("repeated", batch.repeated());
    }

    /** A batch was read. */
    Batch begin(List<ConsumerRecord<String, byte[]>> records, Instant now) {
        Batch batch = new Batch(records, now);
        running.add(batch);
        return batch;
    }

    /** A stream that stands still lags by more every second, which the last batch that was recorded cannot know. */
    private double lagSeconds() {
        long now = clock.millis();
        long longest = lastLagMillis;
        for (Batch batch : running) {
            longest = Math.max(longest, now - batch.newest);
        }
        return longest / 1000.0;
    }

    private void count(String outcome, int charges) {
        registry.counter("outlay.stream.charges", "outcome", outcome).increment(charges);
    }
}
