package dev.outlay.budget.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code traceparent} says (W3C Trace Context): which span of which trace something follows from. */
public final class TraceParent {

    /** Its name: of a header in HTTP and in Kafka, and of an attribute in a CloudEvent. */
    public static final String NAME = "traceparent";

    private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

    /** The text is all that there is: {@code tracestate} is not passed on. */
    private static final TextMapGetter<String> ALONE = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String name) {
            return name.equals(NAME) ? header : null;
        }
    };

    private TraceParent() {}

    /** What a header says; an invalid context where there is none, or something else. */
    public static SpanContext read(@Nullable String header) {
        return Span.fromContext(FORM.extract(Context.root(), header == null ? "" : header, ALONE))
                .getSpanContext();
    }

    /** The header for what follows from a span; null where that is not traced. */
    public static @Nullable String of(Span span) {
        if (!span.getSpanContext().isSampled()) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        FORM.inject(Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.get(NAME);
    }
}
