package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.trace.Traces;
import io.opentelemetry.api.trace.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The spans of the crossings that one transaction finds, as far as they are traced. One that is not recorded has a span that nobody ends, and which is therefore never sent. */
final class CrossingSpans {

    /** Of what charges have not brought, which is not traced. */
    static final CrossingSpans NONE = new CrossingSpans(null, Span.getInvalid());

    private final @Nullable Traces traces;
    private final Span batch;
    private final Map<UUID, Span> spans = new HashMap<>();

    /** @param batch in which they are found */
    CrossingSpans(@Nullable Traces traces, Span batch) {
        this.traces = traces;
        this.batch = batch;
    }

    /**
     * Crossings are found.
     *
     * @param change by the charges that moved the spend; null when unknown
     */
    void begin(List<Crossing> crossings, Differences.@Nullable Spend change) {
        if (traces == null || change == null || change.traceparent() == null) {
            return;
        }
        for (Crossing crossing : crossings) {
            UUID budget = crossing.watched().budget().uuid();
            spans.put(crossing.id(), traces.crossing(change.traceparent(), batch, budget, crossing.id()));
        }
    }

    /** Of a crossing; an invalid one where it is not traced. */
    Span of(Crossing crossing) {
        return spans.getOrDefault(crossing.id(), Span.getInvalid());
    }

    /** Of crossings, those that are traced. */
    List<Span> of(List<Crossing> crossings) {
        return spans.isEmpty()
                ? List.of()
                : crossings.stream()
                        .map(this::of)
                        .filter(span -> span.getSpanContext().isValid())
                        .toList();
    }
}
