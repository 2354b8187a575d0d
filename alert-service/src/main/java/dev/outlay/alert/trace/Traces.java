package dev.outlay.alert.trace;

import dev.outlay.alert.settings.Settings;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Goes on with what is traced of a crossing, to each attempt to tell it, and begins nothing else. */
@Singleton
public class Traces {

    private static final int MOST_LINKS = 32;
    private static final long PATIENCE_AT_STOP_SECONDS = 3;

    private final @Nullable SdkTracerProvider provider;

    Traces(Settings settings) {
        this.provider = settings.traces()
                .endpoint()
                .map(endpoint -> Export.to(
                        endpoint, settings.traces().headers().orElse(""), Sampler.parentBased(Sampler.alwaysOff())))
                .orElse(null);
    }

    /** An event that is taken in; it ends with the commit of its batch. */
    public Span taken(Optional<String> traceparent, String topic, UUID alert) {
        if (provider == null) {
            return Span.getInvalid();
        }
        SpanContext cause = TraceParent.read(traceparent.orElse(""));
        if (!cause.isSampled()) {
            return Span.getInvalid();
        }
        return builder(provider, "process " + topic, SpanKind.CONSUMER, cause)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("outlay.alert", alert.toString())
                .startSpan();
    }

    /**
     * An attempt at a delivery: in the trace of the first of its alerts that is traced, with links to those of the others.
     *
     * @param traceparents of its alerts, oldest first
     */
    public Span attempt(UUID delivery, String kind, int number, List<String> traceparents) {
        if (provider == null) {
            return Span.getInvalid();
        }
        List<SpanContext> causes = traceparents.stream()
                .map(TraceParent::read)
                .filter(SpanContext::isSampled)
                .limit(MOST_LINKS)
                .toList();
        if (causes.isEmpty()) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(provider, "deliver " + kind, SpanKind.CLIENT, causes.getFirst())
                .setAttribute("outlay.delivery", delivery.toString())
                .setAttribute("outlay.kind", kind)
                .setAttribute("outlay.attempt", number);
        causes.stream().skip(1).forEach(span::addLink);
        return span.startSpan();
    }

    private static SpanBuilder builder(SdkTracerProvider provider, String name, SpanKind kind, SpanContext cause) {
        return provider.get("dev.outlay")
                .spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(cause)));
    }

    /**
     * An attempt has ended.
     *
     * @param reason why nothing was delivered, one of few and fixed; empty where it was
     */
    public static void attempted(Span span, Optional<String> reason) {
        reason.ifPresent(why -> span.setAttribute("error.type", why).setStatus(StatusCode.ERROR));
        span.end();
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
