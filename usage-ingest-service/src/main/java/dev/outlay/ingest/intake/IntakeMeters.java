package dev.outlay.ingest.intake;

import dev.outlay.ingest.charge.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted at the door. Names, units and meanings stand in the service's README, which a test compares. */
final class IntakeMeters {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter duplicates;
    private final Counter bytes;

    IntakeMeters(MeterRegistry registry, Admission admission) {
        this.registry = registry;
        this.accepted = counter("outlay.ingest.accepted", "events", "Events answered accepted");
        this.duplicates = counter("outlay.ingest.duplicates", "events", "Events that came twice in one request");
        this.bytes = counter("outlay.ingest.bytes", "bytes", "Bytes of bodies received, as sent");
        Gauge.builder("outlay.ingest.requests.in.flight", admission, Admission::requestsInFlight)
                .description("Requests that are read or wait for the broker")
                .register(registry);
        Gauge.builder("outlay.ingest.bytes.in.flight", admission, Admission::bytesInFlight)
                .baseUnit("bytes")
                .description("Bytes of the bodies of those requests")
                .register(registry);
    }

    void received(int bodyBytes) {
        bytes.increment(bodyBytes);
    }

    /** Counts an answer that was given: the items, by what became of them. */
    void answered(Outcome outcome) {
        accepted.increment(outcome.accepted().size());
        duplicates.increment(outcome.duplicates());
        for (Outcome.Item item : outcome.items()) {
            if (item instanceof Outcome.Item.Rejected rejected) {
                Problem first = rejected.problems().getFirst();
                rejected(first.code().text());
            }
        }
    }

    void took(long nanos, int status) {
        Timer.builder("outlay.ingest.request")
                .description("Time from the whole body to the answer")
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram()
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private void rejected(String code) {
        Counter.builder("outlay.ingest.rejected")
                .baseUnit("events")
                .description("Events rejected, by the code of their first problem")
                .tag("code", code)
                .register(registry)
                .increment();
    }

    private Counter counter(String name, String unit, String description) {
        return Counter.builder(name).baseUnit(unit).description(description).register(registry);
    }
}
