package dev.outlay.budget.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ingest service has begun goes on here, and nothing begins. No span is ended, so nothing is ever sent. */
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";
    private static final String OTHER = "00-1bf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final UUID ID = UUID.fromString("5d0d3c52-3b0c-4d2e-9d0b-0a5d4a0d3c11");

    private final Traces on = new Traces(config(Optional.of("http://127.0.0.1:9"), Optional.empty()));

    @Test
    void withoutAnEndpointNothingIsTracedWhateverAChargeSays() {
        Traces off = new Traces(config(Optional.empty(), Optional.empty()));
        assertThat(off.areOn()).isFalse();
        Span batch = off.batch(List.of(SAMPLED), 1);
        assertThat(batch).isSameAs(Span.getInvalid());
        assertThat(off.crossing(SAMPLED, batch, ID, ID)).isSameAs(Span.getInvalid());
        assertThat(off.relay(SAMPLED, "budget-alerts")).isSameAs(Span.getInvalid());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {NOT_SAMPLED, "", "nonsense"})
    void nothingBeginsHere(@Nullable String traceparent) {
        assertThat(on.batch(traceparent == null ? List.of() : List.of(traceparent), 1))
                .isSameAs(Span.getInvalid());
        assertThat(on.crossing(traceparent, Span.getInvalid(), ID, ID)).isSameAs(Span.getInvalid());
        assertThat(on.relay(traceparent, "budget-alerts")).isSameAs(Span.getInvalid());
    }

    @Test
    void aBatchIsInTheTraceOfTheOnlyPublicationThatIsTraced() {
        SpanData batch = data(on.batch(List.of(NOT_SAMPLED, SAMPLED), 2));
        assertThat(batch.getTraceId()).isEqualTo(TRACE);
        assertThat(batch.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(traces(batch)).containsExactly(TRACE);
    }

    @Test
    void aBatchOfSeveralPublicationsHasATraceOfItsOwnAndACrossingThatOfItsCharge() {
        Span batch = on.batch(List.of(NOT_SAMPLED, SAMPLED, OTHER), 3);
        assertThat(batch.getSpanContext().isSampled()).isTrue();
        assertThat(data(batch).getParentSpanContext().isValid()).isFalse();
        assertThat(batch.getSpanContext().getTraceId()).isNotIn(TRACE, OTHER.substring(3, 35));
        assertThat(traces(data(batch))).containsExactly(TRACE, OTHER.substring(3, 35));

        Span crossing = on.crossing(SAMPLED, batch, ID, ID);
        assertThat(crossing.getSpanContext().getTraceId()).isEqualTo(TRACE);
        assertThat(data(crossing).getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(traces(data(crossing)))
                .containsExactly(batch.getSpanContext().getTraceId());
        Span relay = on.relay(TraceParent.of(crossing), "budget-alerts");
        assertThat(TraceParent.of(relay)).startsWith("00-" + TRACE + "-").isNotEqualTo(TraceParent.of(crossing));
    }

    @Test
    void whatIsNoHeaderIsRefusedAtTheStartAndNotSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traces(config(Optional.of("http://127.0.0.1:9"), Optional.of("s3cret"))))
                .withMessageNotContaining("s3cret");
    }

    private static SpanData data(Span span) {
        return ((ReadableSpan) span).toSpanData();
    }

    private static List<String> traces(SpanData span) {
        return span.getLinks().stream()
                .map(link -> link.getSpanContext().getTraceId())
                .toList();
    }

    private static TracesConfig config(Optional<String> endpoint, Optional<String> headers) {
        return new TracesConfig() {
            @Override
            public Optional<String> endpoint() {
                return endpoint;
            }

            @Override
            public Optional<String> headers() {
                return headers;
            }
        };
    }
}
