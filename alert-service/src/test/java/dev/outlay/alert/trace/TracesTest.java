package dev.outlay.alert.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outlay.alert.settings.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is traced of a crossing goes on here, and nothing begins. Nobody listens where spans are sent to. */
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String OTHER = "00-1bf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";
    private static final UUID ID = UUID.fromString("5d0d3c52-3b0c-4d2e-9d0b-0a5d4a0d3c11");
    private static final String ENDPOINT = "outlay.traces.endpoint";

    private final Traces on = told(Map.of(ENDPOINT, "http://127.0.0.1:9"));

    @Test
    void withoutAnEndpointNothingIsTracedWhateverARecordSays() {
        Traces off = told(Map.of());
        assertThat(off.taken(Optional.of(SAMPLED), "budget-alerts", ID)).isSameAs(Span.getInvalid());
        assertThat(off.attempt(ID, "webhook", 1, List.of(SAMPLED))).isSameAs(Span.getInvalid());
    }

    @ParameterizedTest
    @ValueSource(strings = {NOT_SAMPLED, "", "nonsense"})
    void nothingBeginsHere(String traceparent) {
        assertThat(on.taken(Optional.of(traceparent), "budget-alerts", ID)).isSameAs(Span.getInvalid());
        assertThat(on.attempt(ID, "webhook", 1, List.of(traceparent))).isSameAs(Span.getInvalid());
        assertThat(on.taken(Optional.empty(), "budget-alerts", ID)).isSameAs(Span.getInvalid());
        assertThat(on.attempt(ID, "webhook", 1, List.of())).isSameAs(Span.getInvalid());
    }

    @Test
    void anAttemptIsInTheTraceOfTheFirstOfItsAlertsThatIsTraced() {
        Span taken = on.taken(Optional.of(SAMPLED), "budget-alerts", ID);
        assertThat(TraceParent.of(taken)).startsWith("00-" + TRACE + "-").isNotEqualTo(SAMPLED);
        Span attempt = on.attempt(ID, "email", 1, List.of(NOT_SAMPLED, String.valueOf(TraceParent.of(taken)), OTHER));
        assertThat(TraceParent.of(attempt)).startsWith("00-" + TRACE + "-").isNotEqualTo(TraceParent.of(taken));
        assertThat(data(attempt).getParentSpanId())
                .isEqualTo(taken.getSpanContext().getSpanId());
        assertThat(data(attempt).getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(OTHER.substring(3, 35));
    }

    @Test
    void anAttemptSaysWhyNothingWasDelivered() {
        Span delivered = on.attempt(ID, "webhook", 1, List.of(SAMPLED));
        Span failed = on.attempt(ID, "webhook", 2, List.of(SAMPLED));
        Traces.attempted(delivered, Optional.empty());
        Traces.attempted(failed, Optional.of("timeout"));
        assertThat(data(delivered).getStatus()).isEqualTo(StatusData.unset());
        assertThat(data(failed).getStatus()).isEqualTo(StatusData.error());
        assertThat(data(failed).getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("error.type"), "timeout")
                .containsEntry(AttributeKey.longKey("outlay.attempt"), 2L);
        assertThat(data(failed).getParentSpanId())
                .as("beside the first attempt")
                .isEqualTo(data(delivered).getParentSpanId());
    }

    @Test
    void whatIsNoHeaderIsRefusedAtTheStartAndNotSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(Map.of(ENDPOINT, "http://127.0.0.1:9", "outlay.traces.headers", "s3cret")))
                .withMessageNotContaining("s3cret");
    }

    private static SpanData data(Span span) {
        return ((ReadableSpan) span).toSpanData();
    }

    private static Traces told(Map<String, String> values) {
        return new Traces(new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValues(values)
                .withDefaultValue("outlay.secret-key", "x")
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(Settings.class));
    }
}
