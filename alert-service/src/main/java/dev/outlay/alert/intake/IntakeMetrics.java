package dev.outlay.alert.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Counts what comes in; the table of all metrics is in the service's README. */
@Startup
@ApplicationScoped
class IntakeMetrics {

    private final Counter received;
    private final Counter duplicates;
    private final Counter unreadable;
    private final Clock clock;
    private final Set<Batch> running = ConcurrentHashMap.newKeySet();
    private volatile long lastBehindMillis;

    /** A batch that was read and is not recorded yet. */
    final class Batch {
        private final long newest;

        private Batch(long newest) {
            this.newest = newest;
        }

        /** Its alerts are recorded, and what cannot be read is kept. */
        void done() {
            running.remove(this);
            lastBehindMillis = Math.max(0, clock.millis() - newest);
        }
    }

    IntakeMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.received = Counter.builder("outlay.alert.received")
                .description("Crossings that became alerts")
                .register(registry);
        this.duplicates = Counter.builder("outlay.alert.duplicates")
                .description("Crossings that were known already")
                .register(registry);
        this.unreadable = Counter.builder("outlay.alert.unreadable")
                .description("Records kept in unreadable_event")
                .register(registry);
        Gauge.builder("outlay.alert.consumer.behind", this, IntakeMetrics::behindSeconds)
                .description(
                        "Age of the newest record of the last batch, or of the batch that has been running longest when that is older")
                .baseUnit("seconds")
                .register(registry);
    }

    /** A batch was read. */
    Batch begin(ConsumerRecords<byte[], ?> records) {
        long newest = 0;
        for (ConsumerRecord<byte[], ?> record : records) {
            newest = Math.max(newest, record.timestamp());
        }
        Batch batch = new Batch(newest);
        running.add(batch);
        return batch;
    }

    /** A batch that waits for the database falls behind by more every second, which the last one cannot know. */
    private double behindSeconds() {
        long now = clock.millis();
        long longest = lastBehindMillis;
        for (Batch batch : running) {
            longest = Math.max(longest, now - batch.newest);
        }
        return longest / 1000.0;
    }

    void recorded(int alerts, int known) {
        received.increment(alerts);
        duplicates.increment(known);
    }

    void unreadable() {
        unreadable.increment();
    }
}
