package dev.outlay.ingest.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is traced is decided here, and nobody waits for a collector. */
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PATH = "/v1/cost-events";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    @Test
    void withoutAnEndpointNothingIsTracedWhateverACallerSays() {
        Traces off = new Traces(config(Optional.empty(), 1, true));
        Span request = off.request("POST", "https", PATH, SAMPLED);
        assertThat(request).isSameAs(Span.getInvalid());
        assertThat(off.publication(request, "cost-events", 1)).isSameAs(Span.getInvalid());
    }

    @Test
    void aCallerDoesNotDecideWhatIsRecorded() {
        Traces none = on(0, false);
        assertThat(TraceParent.of(none.request("POST", "https", PATH, SAMPLED))).isNull();
        Span own = on(1, false).request("POST", "https", PATH, NOT_SAMPLED);
        assertThat(TraceParent.of(own)).isNotNull();
        assertThat(own.getSpanContext().getTraceId()).isNotEqualTo(TRACE);
        assertThat(data(own).getParentSpanContext().isValid()).isFalse();
        assertThat(data(own).getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(TRACE);
        none.close();
    }

    @Test
    void aCallerThatIsFollowedDecides() {
        Span followed = on(0, true).request("POST", "https", PATH, SAMPLED);
        assertThat(TraceParent.of(followed)).startsWith("00-" + TRACE + "-").endsWith("-01");
        assertThat(TraceParent.of(on(1, true).request("POST", "https", PATH, NOT_SAMPLED)))
                .isNull();
    }

    @Test
    void whatFollowsFromARequestIsInItsTraceOrInNone() {
        Traces on = on(1, false);
        Span request = on.request("POST", "https", PATH, null);
        Span publication = on.publication(request, "cost-events", 3);
        assertThat(publication.getSpanContext().getTraceId())
                .isEqualTo(request.getSpanContext().getTraceId());
        assertThat(publication.getSpanContext().getSpanId())
                .isNotEqualTo(request.getSpanContext().getSpanId());
        Traces none = on(0, false);
        assertThat(TraceParent.of(none.publication(none.request("POST", "https", PATH, null), "cost-events", 3)))
                .isNull();
    }

    @Test
    void aRequestSaysHowItWasAnswered() {
        Traces on = on(1, false);
        Span taken = on.request("POST", "https", PATH, null);
        Traces.answered(taken, 202);
        assertThat(data(taken).getName()).isEqualTo("POST " + PATH);
        assertThat(data(taken).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(texts(taken))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", PATH,
                        "url.path", PATH,
                        "url.scheme", "https",
                        "http.response.status_code", "202"));

        Span refused = on.request("POST", "https", PATH, null);
        Traces.answered(refused, 429);
        assertThat(data(refused).getStatus().getStatusCode())
                .as("who asks wrongly is no failure of the service")
                .isEqualTo(StatusCode.UNSET);

        Span failed = on.request("POST", "https", PATH, null);
        Traces.answered(failed, 503);
        assertThat(data(failed).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(texts(failed)).containsEntry("error.type", "503");

        Span left = on.request("POST", "https", PATH, null);
        Traces.unanswered(left);
        assertThat(texts(left))
                .containsEntry("error.type", "caller-gone")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void ofAFailureTheKindIsKeptAndNotTheMessage() {
        Traces on = on(1, false);
        Span span = on.publication(Span.getInvalid(), "cost-events", 3);
        Traces.end(span, new IllegalStateException("s3cret"));
        assertThat(data(span).getStatus()).isEqualTo(StatusData.error());
        assertThat(data(span).getEvents()).isEmpty();
        assertThat(texts(span))
                .isEqualTo(Map.of(
                        "messaging.system", "kafka",
                        "messaging.operation.name", "send",
                        "messaging.operation.type", "send",
                        "messaging.destination.name", "cost-events",
                        "messaging.batch.message_count", "3",
                        "error.type", "java.lang.IllegalStateException"));
    }

    @Test
    void aPartOfAFileBeginsATrace() {
        assertThat(TraceParent.of(on(1, false).publication(Span.getInvalid(), "cost-events", 3)))
                .isNotNull();
        assertThat(TraceParent.of(on(0, false).publication(Span.getInvalid(), "cost-events", 3)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-" + TRACE + "-b7ad6b7169203331",
                "00-" + TRACE + "-b7ad6b7169203331-01-x",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b7169203331-01, 00-" + TRACE + "-b7ad6b7169203331-01",
                "01-" + TRACE + "-b7ad6b7169203331-01\nmore",
                "00-" + TRACE + "-b7ad6b7169203331-0\u0661",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void whatIsNoTraceparentIsNone(String header) {
        assertThat(TraceParent.read(header).isValid()).isFalse();
    }

    @Test
    void aHeaderOfAnyLengthIsReadAtOnceAndNothingOfItIsPassedOn() {
        String more = "-more".repeat(200_000);
        assertThat(TraceParent.read(SAMPLED + more).isValid()).isFalse();
        assertThat(TraceParent.read("0".repeat(1_000_000)).isValid()).isFalse();
        Span followed = on(0, true).request("POST", "https", PATH, "cc" + SAMPLED.substring(2) + more);
        assertThat(TraceParent.of(followed)).hasSize(SAMPLED.length()).startsWith("00-" + TRACE + "-");
        assertThat(followed.getSpanContext().getTraceState().isEmpty()).isTrue();
    }

    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        assertThat(TraceParent.read("01-" + TRACE + "-b7ad6b7169203331-01-more").getTraceId())
                .isEqualTo(TRACE);
    }

    /** Whoever waited for what is sent would wait five seconds for each part of it, of which there are forty, and four of them at the stop. */
    @Test
    void aCollectorThatDoesNotAnswerHoldsNobodyUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Traces on = new Traces(config(Optional.of("http://127.0.0.1:" + silent.getLocalPort()), 1, false));
            assertTimeout(Duration.ofSeconds(60), () -> {
                for (int request = 0; request < 20_000; request++) {
                    Traces.answered(on.request("POST", "https", PATH, null), 202);
                }
            });
            assertTimeout(Duration.ofSeconds(15), on::close, "and at the stop it is waited for three seconds");
        }
    }

    @Test
    void headersForTheCollectorAreRead() {
        assertThat(Export.read("")).isEmpty();
        assertThat(Export.read("authorization=Basic YTpi== , x-tenant = one\n"))
                .isEqualTo(Map.of("authorization", "Basic YTpi==", "x-tenant", "one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "a=b,s3cret", "=s3cret", "a b=s3cret", "a=s3cret\nb", "a=s3cret,"})
    void whatIsNoHeaderIsRefusedAndNotSaid(String headers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Export.read(headers))
                .withMessageContaining("outlay.traces.headers")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "collector:4318",
                "ftp://collector",
                "http://",
                "http://a:s3cret@b",
                "http://a/?s3cret=1",
                "http://a b"
            })
    void whatIsNoAddressOfACollectorIsRefusedAndNotSaid(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traces(config(Optional.of(endpoint), 1, false)))
                .withMessageContaining("outlay.traces.endpoint")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void whatIsNoPartOfAWholeIsRefusedAlsoWhereNothingIsTraced(double ratio) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traces(config(Optional.empty(), ratio, false)))
                .withMessageContaining("outlay.traces.ratio");
    }

    private static SpanData data(Span span) {
        return ((ReadableSpan) span).toSpanData();
    }

    private static Map<String, String> texts(Span span) {
        return data(span).getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey().getKey(),
                        attribute -> attribute.getValue().toString()));
    }

    private static Traces on(double ratio, boolean followCallers) {
        return new Traces(config(Optional.of("http://127.0.0.1:9"), ratio, followCallers));
    }

    private static TracesConfig config(Optional<String> endpoint, double ratio, boolean followCallers) {
        return new TracesConfig() {
            @Override
            public Optional<String> endpoint() {
                return endpoint;
            }

            @Override
            public Optional<String> headers() {
                return Optional.of("authorization=Bearer x");
            }

            @Override
            public double ratio() {
                return ratio;
            }

            @Override
            public boolean followCallers() {
                return followCallers;
            }
        };
    }
}
