package dev.outlay.budget.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code traceparent} says (W3C Trace Context): which span of which trace something follows from. */
public final class TraceParent {

    /** Its name: of a header in HTTP and in Kafka, and of an attribute in a CloudEvent. */
    public static final String NAME = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private TraceParent() {}

    /** What a header says; an invalid context where there is none, or something else. */
    public static SpanContext read(@Nullable String header) {
        Matcher form = FORM.matcher(header == null ? "" : header);
        // Of a version that is not known yet the beginning counts; the present one has nothing more.
        if (!form.matches() || (form.group(1).equals("00") && form.group(5) != null)) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                form.group(2), form.group(3), TraceFlags.fromHex(form.group(4), 0), TraceState.getDefault());
    }

    /** The header for what follows from a span; null where that is not traced. */
    public static @Nullable String of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isSampled()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }
}
