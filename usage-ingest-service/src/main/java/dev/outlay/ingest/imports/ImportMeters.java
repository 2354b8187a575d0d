package dev.outlay.ingest.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** What is counted of imports. Names, units and meanings stand in the service's README, which a test compares. */
final class ImportMeters {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Supplier<Collection<Import>> unfinished;

    /** @param unfinished what runs or waits on this replica; asked whenever somebody looks, so that no number stands still */
    ImportMeters(MeterRegistry registry, Clock clock, Supplier<Collection<Import>> unfinished) {
        this.registry = registry;
        this.clock = clock;
        this.unfinished = unfinished;
        Gauge.builder("outlay.ingest.imports.waiting", () -> unfinished.get().size())
                .baseUnit("imports")
                .description("Imports that run or wait on this replica")
                .register(registry);
        Gauge.builder("outlay.ingest.imports.oldest", this::secondsOfOldest)
                .baseUnit("seconds")
                .description("Age of the oldest import that runs or waits on this replica, 0 where none does")
                .register(registry);
    }

    /** Counts an import that has ended. */
    void ended(Import ended) {
        rows("accepted").increment(ended.progress().rowsAccepted());
        rows("rejected").increment(ended.progress().rowsRejected());
        Counter.builder("outlay.ingest.imports")
                .baseUnit("imports")
                .description("Imports that ended")
                .tag("state", ended.state().text())
                .register(registry)
                .increment();
        Timer.builder("outlay.ingest.import")
                .description("Time from the receipt of a file to the end of its import")
                .tag("state", ended.state().text())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofHours(6))
                .register(registry)
                .record(age(ended));
    }

    private double secondsOfOldest() {
        return unfinished.get().stream()
                .map(this::age)
                .max(Duration::compareTo)
                .map(oldest -> oldest.toMillis() / 1000.0)
                .orElse(0.0);
    }

    private Duration age(Import known) {
        return Duration.between(Instant.parse(known.createdAt()), clock.instant());
    }

    private Counter rows(String status) {
        return Counter.builder("outlay.ingest.import.rows")
                .baseUnit("rows")
                .description("Rows of imports that ended")
                .tag("status", status)
                .register(registry);
    }
}
