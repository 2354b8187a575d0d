package dev.outlay.ingest.trace;

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces begin here, at a ratio. Unless callers are followed, each request has a trace of its own, which leads to the caller's by a link: who
 * chooses the ids of a trace chooses whether it is sampled, and could have everything recorded.
 */
@Singleton
public class Traces {
    private static final long PATIENCE_AT_STOP_SECONDS = 3;

    private final @Nullable SdkTracerProvider provider;
    private final boolean followsCallers;

    Traces(TracesConfig config) {
        if (!(config.ratio() >= 0 && config.ratio() <= 1)) {
            throw new IllegalArgumentException("outlay.traces.ratio is " + config.ratio() + " and must be from 0 to 1");
        }
        this.followsCallers = config.followCallers();
        this.provider = config.endpoint()
                .map(endpoint -> Export.to(
                        endpoint,
                        config.headers().orElse(""),
                        Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio()))))
                .orElse(null);
    }

    /**
     * A request that may pass.
     *
     * @param scheme      {@code http} or {@code https}
     * @param path        its path, in which nothing varies
     * @param traceparent what its caller says of where it comes from, or null
     */
    public Span request(String method, String scheme, String path, @Nullable String traceparent) {
        if (provider == null) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(provider, method + " " + path, SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", path)
                .setAttribute("url.path", path)
                .setAttribute("url.scheme", scheme);
        SpanContext caller = TraceParent.read(traceparent);
        if (caller.isValid() && followsCallers) {
            span.setParent(Context.root().with(Span.wrap(caller)));
        } else if (caller.isValid()) {
            span.addLink(caller);
        }
        return span.startSpan();
    }

    /** Charges on their way to the broker, because of a request; an invalid cause begins a trace: that of a part of a file. */
    public Span publication(Span cause, String topic, int charges) {
        if (provider == null) {
            return Span.getInvalid();
        }
        SpanBuilder span = builder(provider, "send " + topic, SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.batch.message_count", charges);
        if (cause.getSpanContext().isValid()) {
            span.setParent(Context.root().with(cause));
        }
        return span.startSpan();
    }

    private static SpanBuilder builder(SdkTracerProvider provider, String name, SpanKind kind) {
        return provider.get("dev.outlay").spanBuilder(name).setSpanKind(kind).setNoParent();
    }

    /** The request is answered, and its answer is sent. */
    public static void answered(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", Integer.toString(status));
        }
        span.end();
    }

    /** Whoever asked has gone before the answer. */
    public static void unanswered(Span span) {
        span.setStatus(StatusCode.ERROR).setAttribute("error.type", "caller-gone");
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
