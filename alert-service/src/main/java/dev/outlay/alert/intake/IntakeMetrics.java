package dev.outlay.alert.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what comes in; the table of all metrics is in the service's README. */
@Startup
@ApplicationScoped
class IntakeMetrics {

    private final Counter received;
    private final Counter duplicates;
    private final Counter unreadable;
    private final AtomicLong behindMillis = new AtomicLong();

    IntakeMetrics(MeterRegistry registry) {
        this.received = Counter.builder("outlay.alert.received")
                .description("Crossings that became alerts")
                .register(registry);
        this.duplicates = Counter.builder("outlay.alert.duplicates")
                .description("Crossings that were known already")
                .register(registry);
        this.unreadable = Counter.builder("outlay.alert.unreadable")
                .description("Records kept in unreadable_event")
                .register(registry);
        Gauge.builder("outlay.alert.consumer.behind", behindMillis, millis -> millis.doubleValue() / 1000)
                .description("Age of the record that was read last, when it was read")
                .baseUnit("seconds")
                .register(registry);
    }

    void read(Duration age) {
        behindMillis.set(age.toMillis());
    }

    void recorded(int alerts, int known) {
        received.increment(alerts);
        duplicates.increment(known);
    }

    void unreadable() {
        unreadable.increment();
    }
}
