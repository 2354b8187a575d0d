package dev.outlay.alert.conformance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what becomes of runs; the table of all metrics is in the service's README. */
@ApplicationScoped
class ConformanceMetrics {

    private final MeterRegistry registry;

    ConformanceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(ConformanceRun.State state, Finding.Verdict found) {
        String result = state == ConformanceRun.State.Interrupted ? state.name() : found.word();
        Counter.builder("outlay.alert.conformance.runs")
                .description("Runs in which receivers of webhooks were tried, by what came of them")
                .tag("result", result)
                .register(registry)
                .increment();
    }
}
