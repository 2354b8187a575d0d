package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.trace.TraceParent;
import dev.outlay.alert.trace.Traces;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One attempt: hands a delivery to the transport of its kind, and learns from what comes of it. Whatever happens, there is an outcome. */
@ApplicationScoped
class Sending {

    private static final Logger LOG = Logger.getLogger(Sending.class);

    private final Map<String, Transport> transports;
    private final Underway underway;
    private final DeliveryMetrics metrics;
    private final Settings settings;
    private final Clock clock;
    private final Traces traces;

    Sending(
            @All List<Transport> transports,
            Underway underway,
            DeliveryMetrics metrics,
            Settings settings,
            Clock clock,
            Traces traces) {
        this.transports =
                transports.stream().collect(Collectors.toUnmodifiableMap(Transport::kind, Function.identity()));
        this.underway = underway;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.traces = traces;
    }

    Uni<Outcome> send(Claimed claimed) {
        if (claimed.disabled()) {
            return Uni.createFrom()
                    .item(new Outcome.Refused(
                            "endpoint-disabled", "the webhook is disabled until somebody enables it"));
        }
        Optional<Outcome> unwanted = unwanted(claimed, settings.webhook().unverified());
        if (unwanted.isPresent()) {
            return Uni.createFrom().item(unwanted.get());
        }
        Transport transport = transports.get(claimed.kind());
        if (transport == null) {
            return Uni.createFrom().item(new Outcome.Refused("kind-not-supported", claimed.kind()));
        }
        Timer.Sample attempt = metrics.attemptBegins();
        Span span = traces.attempt(claimed.id(), claimed.kind(), claimed.attempt(), claimed.traceparents());
        return Uni.createFrom()
                .deferred(() -> transport.send(claimed.parcel(Optional.ofNullable(TraceParent.of(span)))))
                .ifNoItem()
                .after(settings.delivery().lease().dividedBy(2))
                .recoverWithItem(() -> new Outcome.TryLater("timeout", "no outcome within half the lease"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "delivery=%s failed in a way nobody foresaw", claimed.id());
                    return new Outcome.TryLater("unforeseen", failure.getClass().getSimpleName());
                })
                .invoke(outcome -> {
                    metrics.attemptEnds(attempt, claimed.kind(), outcome);
                    Traces.attempted(span, reason(outcome));
                    underway.seen(claimed, outcome, clock.instant());
                });
    }

    private static Optional<String> reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> Optional.empty();
            case Outcome.TryLater later -> Optional.of(later.reason());
            case Outcome.Refused refused -> Optional.of(refused.reason());
        };
    }

    /**
     * Why it is not sent where its receiver has to agree to it and has not. Azure's receivers answer no handshake, and whoever tests one knows what it is.
     *
     * @param unverified what becomes of messages to receivers that have said nothing
     */
    static Optional<Outcome> unwanted(Claimed claimed, Settings.Unverified unverified) {
        boolean isAsked = claimed.kind().equals(DeliveryPlan.WEBHOOK)
                && claimed.format() == BodyFormat.CLOUD_EVENTS
                && claimed.webhook().isPresent();
        return isAsked ? unwanted(claimed.known(), unverified) : Optional.empty();
    }

    /** The same of a webhook that is asked. */
    static Optional<Outcome> unwanted(Verification.Known known, Settings.Unverified unverified) {
        if (known.is(Verification.State.Refused)) {
            return Optional.of(new Outcome.Refused(
                    "endpoint-refuses", "the receiver has said that it wants no messages from here"));
        }
        boolean isNeeded = unverified == Settings.Unverified.WITHHOLD;
        return isNeeded && !known.is(Verification.State.Verified)
                ? Optional.of(
                        new Outcome.Refused("endpoint-unverified", "the receiver has not agreed to messages from here"))
                : Optional.empty();
    }
}
