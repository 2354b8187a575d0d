package dev.outlay.ingest.intake;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.http.Answers;
import dev.outlay.ingest.http.ApiError;
import dev.outlay.ingest.http.Decision;
import dev.outlay.ingest.http.Route;
import dev.outlay.ingest.publish.ChargePublisher;
import dev.outlay.ingest.publish.RefusedCharge;
import dev.outlay.ingest.trace.TraceParent;
import dev.outlay.ingest.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/cost-events}: receive, check, publish, answer for each item. */
@ApplicationScoped
class CostEventsEndpoint implements Route.Table {
    static final ApiError TOO_MANY = ApiError.later(
            429, "TooManyRequests", "Too much is being taken at the moment. Send this again; that is harmless.", 1);
    private static final ApiError UNACKNOWLEDGED = ApiError.later(
            503,
            "BrokerUnavailable",
            "Kafka did not acknowledge every event, so none counts as accepted. Send the whole request again; ids make"
                    + " that harmless.",
            5);
    private static final ApiError UNSUPPORTED = ApiError.of(
            415,
            "UnsupportedMediaType",
            "Send application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers;"
                    + " in UTF-8, plain or with Content-Encoding gzip.");
    private static final Logger LOG = Logger.getLogger(CostEventsEndpoint.class);
    private static final String PATH = "/v1/cost-events";

    private final IntakeConfig config;
    private final ChargePublisher publisher;
    private final Clock clock;
    private final Vertx vertx;
    private final CloudEvents reader;
    private final Admission admission;
    private final IntakeMeters meters;
    private final Traces traces;
    private final WorkerExecutor workers;

    @SuppressWarnings("TooManyParameters") // The edge to HTTP.
    CostEventsEndpoint(
            IntakeConfig config,
            ChargePublisher publisher,
            Clock clock,
            Vertx vertx,
            MeterRegistry registry,
            Traces traces) {
        this.traces = traces;
        this.config = config;
        this.publisher = publisher;
        this.clock = clock;
        this.vertx = vertx;
        this.reader = new CloudEvents(config.maxEvents());
        this.admission = new Admission(config.maxRequestsInFlight(), config.maxBytesInFlight());
        this.meters = new IntakeMeters(registry, admission);
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = config.threads() > 0 ? config.threads() : Math.max(4, 2 * processors);
        this.workers = vertx.createSharedWorkerExecutor("outlay-intake", threads);
    }

    @Override
    public List<Route> get() {
        return List.of(new Route("POST", PATH, Decision.PUBLISHER, this::take));
    }

    private void take(RoutingContext context) {
        ContentMode mode = ContentMode.of(context.request().headers());
        String encoding = encoding(context);
        if (mode == null || encoding == null) {
            Answers.refuse(context, UNSUPPORTED);
        } else if (!admission.enter()) {
            Answers.refuse(context, TOO_MANY);
        } else {
            Request request = new Request(context, mode, encoding.equals("gzip"));
            request.receiver.receive(vertx);
        }
    }

    /** {@code identity}, {@code gzip}, or null for any other. */
    private static @Nullable String encoding(RoutingContext context) {
        String header = context.request().getHeader("Content-Encoding");
        String encoding = header == null ? "identity" : header.strip().toLowerCase(Locale.ROOT);
        return encoding.equals("identity") || encoding.equals("gzip") ? encoding : null;
    }

    /** One request on its way through event loop, worker thread, Kafka's thread and event loop again. */
    private final class Request {
        private final RoutingContext context;
        private final ContentMode mode;
        private final boolean gzip;
        private final Context eventLoop = vertx.getOrCreateContext();
        private final BodyReceiver receiver;
        private final Span span;
        private long wholeAtNanos;

        Request(RoutingContext context, ContentMode mode, boolean gzip) {
            this.context = context;
            this.mode = mode;
            this.gzip = gzip;
            this.span = traces.request(
                    "POST",
                    context.request().isSSL() ? "https" : "http",
                    PATH,
                    context.request().getHeader(TraceParent.NAME));
            if (span.isRecording()) { // whoever answers, and also where nobody can, as its caller has gone
                context.addEndHandler(answer -> ended(answer.succeeded()));
            }
            this.receiver = new BodyReceiver(context, admission, config, this::whole);
        }

        private void ended(boolean answered) {
            if (answered) {
                Traces.answered(span, context.response().getStatusCode());
            } else {
                Traces.unanswered(span);
            }
        }

        private void whole(Body body) {
            wholeAtNanos = System.nanoTime();
            meters.received(body.length());
            workers.executeBlocking(
                            () -> {
                                checkAndPublish(body);
                                return body.length();
                            },
                            false)
                    .onFailure(this::failed);
        }

        private void checkAndPublish(Body body) {
            try {
                AcceptedPeriod period =
                        AcceptedPeriod.asOf(clock.instant(), config.retentionMonths(), config.futureMonths());
                Body plain = gzip ? body.gunzipped(config.maxBodyBytes()) : body;
                if (!receiver.takesAlso(plain.length() - body.length())) {
                    eventLoop.runOnContext(turn -> refused(TOO_MANY));
                    return;
                }
                Outcome outcome = Outcome.of(mode.read(reader, plain, period));
                publisher
                        .publish(outcome.accepted(), null, span)
                        .whenComplete((refused, failure) ->
                                eventLoop.runOnContext(turn -> published(outcome, refused, failure)));
            } catch (MalformedBody malformed) {
                ApiError error = ApiError.of(malformed.status(), malformed.code(), malformed.text());
                eventLoop.runOnContext(turn -> refused(error));
            }
        }

        private void published(Outcome sent, @Nullable List<RefusedCharge> notTaken, @Nullable Throwable failure) {
            if (notTaken == null || failure != null) {
                LOG.debugf("Not acknowledged: %s", failure);
                refused(UNACKNOWLEDGED);
                return;
            }
            Outcome outcome = sent.without(notTaken);
            receiver.release();
            meters.answered(outcome);
            int status = outcome.nothingTaken() ? 400 : 202;
            meters.took(System.nanoTime() - wholeAtNanos, status);
            Answers.json(context, status, 0, json -> OutcomeJson.write(outcome, json));
        }

        private void refused(ApiError error) {
            receiver.release();
            meters.took(System.nanoTime() - wholeAtNanos, error.status());
            Answers.refuse(context, error);
        }

        private void failed(Throwable unexpected) {
            receiver.release();
            context.fail(unexpected);
        }
    }
}
