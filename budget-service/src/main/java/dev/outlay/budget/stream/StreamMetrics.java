package dev.outlay.budget.stream;

import dev.outlay.budget.evaluation.RecordedBatch;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What the stream of charges counts. All names begin with {@code outlay.stream.}; README.md of this service lists them with units.
 */
@ApplicationScoped
public class StreamMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final AtomicLong lagMillis = new AtomicLong();

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
        registry.gauge("outlay.stream.lag.seconds", lagMillis, lag -> lag.get() / 1000.0);
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

    void batch(ConsumerRecords<String, byte[]> records, Instant begin, int rejected) {
        Instant now = clock.instant();
        registry.counter("outlay.stream.consumed").increment(records.count());
        batchSize.record(records.count());
        batchTime.record(Duration.between(begin, now));
        long newest = 0;
        for (ConsumerRecord<String, byte[]> record : records) {
            newest = Math.max(newest, record.timestamp());
        }
        lagMillis.set(Math.max(0, now.toEpochMilli() - newest));
    }

    private void count(String outcome, int charges) {
        registry.counter("outlay.stream.charges", "outcome", outcome).increment(charges);
    }
}
