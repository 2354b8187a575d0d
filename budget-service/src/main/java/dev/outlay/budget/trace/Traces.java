package dev.outlay.budget.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with what the ingest service has begun to trace, and begins nothing else: a batch is in the trace of the publication that its charges came with,
 * or, where they came with several, in one of its own with links to those; a crossing stands in the trace of the charge that moved its spend.
 */
@Singleton
public class Traces {

    /** Publications that a batch leads to; a batch may have charges of thousands. */
    public static final int MOST_LINKS = 32;

    private static final long PATIENCE_AT_STOP_SECONDS = 3;

    private final @Nullable SdkTracerProvider provider;

    Traces(TracesConfig config) {
        // Nothing is begun here that is not caused by something that is sampled.
        this.provider = config.endpoint()
                .map(endpoint ->
                        Export.to(endpoint, config.headers().orElse(""), Sampler.parentBased(Sampler.alwaysOn())))
                .orElse(null);
    }

    /** Whether anything may be traced. */
    public boolean areOn() {
        return provider != null;
    }

    /**
     * A batch that is recorded.
     *
     * @param traceparents of the publications that its charges came with, each once, at most {@link #MOST_LINKS} of them
     */
    public Span batch(Collection<String> traceparents, int charges) {
        if (provider == null) {
            return Span.getInvalid();
        }
        List<SpanContext> causes = traceparents.stream()
                .map(TraceParent::read)
                .filter(SpanContext::isSampled)
                .toList();
        if (causes.isEmpty()) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(provider, "process cost-events", SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", "cost-events")
                .setAttribute("messaging.batch.message_count", charges);
        causes.forEach(span::addLink);
        return causes.size() == 1
                ? span.setParent(Context.root().with(Span.wrap(causes.getFirst())))
                        .startSpan()
                : span.setNoParent().startSpan();
    }

    /**
     * A crossing that is found.
     *
     * @param traceparent of the publication with which the charge came that moved its spend, or null
     * @param batch       in which it is found
     */
    public Span crossing(@Nullable String traceparent, Span batch, UUID budget, UUID crossing) {
        if (provider == null || traceparent == null) {
            return Span.getInvalid();
        }
        SpanContext cause = TraceParent.read(traceparent);
        if (!cause.isSampled()) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(provider, "record crossing", SpanKind.INTERNAL)
                .setParent(Context.root().with(Span.wrap(cause)))
                .setAttribute("outlay.budget", budget.toString())
                .setAttribute("outlay.alert", crossing.toString());
        if (batch.getSpanContext().isValid()) {
            span.addLink(batch.getSpanContext());
        }
        return span.startSpan();
    }

    /** A message of the outbox on its way to the broker. */
    public Span relay(@Nullable String traceparent, String topic) {
        if (provider == null || traceparent == null) {
            return Span.getInvalid();
        }
        SpanContext cause = TraceParent.read(traceparent);
        if (!cause.isSampled()) {
            return Span.getInvalid();
        }
        return builder(provider, "send " + topic, SpanKind.PRODUCER)
                .setParent(Context.root().with(Span.wrap(cause)))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", topic)
                .startSpan();
    }

    private static SpanBuilder builder(SdkTracerProvider provider, String name, SpanKind kind) {
        return provider.get("dev.outlay").spanBuilder(name).setSpanKind(kind);
    }

    /** What it stood for has ended; of a failure its kind is kept, since a message may say anything. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failure.getClass().getName());
        }
        span.end();
    }

    @PreDestroy
    void close() {
        if (provider != null) {
            provider.shutdown().join(PATIENCE_AT_STOP_SECONDS, TimeUnit.SECONDS);
        }
    }
}
