package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts what becomes of deliveries; the table of all metrics is in the service's README. */
@Startup
@ApplicationScoped
class DeliveryMetrics {

    private static final Logger LOG = Logger.getLogger(DeliveryMetrics.class);

    private final MeterRegistry registry;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestDueSeconds = new AtomicLong();

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("outlay.alert.deliveries.waiting", waiting, AtomicLong::doubleValue)
                .description("Deliveries that wait, gather or are being sent")
                .register(registry);
        Gauge.builder("outlay.alert.deliveries.overdue", oldestDueSeconds, AtomicLong::doubleValue)
                .description("How long the longest waiting due delivery has been due")
                .baseUnit("seconds")
                .register(registry);
    }

    void watchInFlight(AtomicInteger inFlight) {
        Gauge.builder("outlay.alert.deliveries.in.flight", inFlight, AtomicInteger::doubleValue)
                .description("Attempts on their way, of this replica")
                .register(registry);
    }

    void queue(long deliveries, Duration overdue) {
        waiting.set(deliveries);
        oldestDueSeconds.set(overdue.toSeconds());
    }

    /** The watch of an attempt: it measures what has passed, whatever the service's clock is set to. */
    Timer.Sample attemptBegins() {
        return Timer.start(registry);
    }

    void attemptEnds(Timer.Sample attempt, String kind, Outcome outcome) {
        attempt.stop(Timer.builder("outlay.alert.delivery.attempt.duration")
                .description("Of one attempt, from its beginning to its outcome")
                .tag("kind", kind)
                .tag("outcome", word(outcome))
                .publishPercentiles(0.5, 0.99)
                .register(registry));
    }

    /** Webhooks that are disabled from now on. */
    void disabled(int webhooks) {
        if (webhooks > 0) {
            Counter.builder("outlay.alert.webhooks.disabled")
                    .description(
                            "Webhooks that were disabled, because they said that they are gone or because they failed for too long")
                    .register(registry)
                    .increment(webhooks);
            LOG.warnf("webhooks disabled=%d; /v1/webhooks says which and why", webhooks);
        }
    }

    /** Deliveries that were due and are not told for now. */
    void muted(int deliveries) {
        if (deliveries > 0) {
            Counter.builder("outlay.alert.deliveries.muted")
                    .description("Deliveries that were due and were muted, or stayed so")
                    .register(registry)
                    .increment(deliveries);
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> "Accepted";
            case Outcome.TryLater ignored -> "TryLater";
            case Outcome.Refused ignored -> "Refused";
        };
    }

    void concluded(Claimed claimed, Conclusion conclusion, Instant now) {
        Counter.builder("outlay.alert.delivery.attempts")
                .description("Attempts by what came of them")
                .tag("kind", claimed.kind())
                .tag("state", conclusion.state().name())
                .tag("reason", conclusion.reason().isEmpty() ? "none" : conclusion.reason())
                .register(registry)
                .increment();
        if (conclusion.state() == DeliveryState.Delivered) {
            claimed.crossings().forEach(crossing -> delivered(claimed.kind(), crossing, now));
        }
        if (conclusion.state() != DeliveryState.Delivered && conclusion.counted()) {
            LOG.infof(
                    "delivery=%s kind=%s endpoint=%s attempt=%d state=%s reason=%s trace=%s",
                    claimed.id(),
                    claimed.kind(),
                    claimed.endpoint(),
                    claimed.attempt(),
                    conclusion.state(),
                    conclusion.reason(),
                    claimed.trace().orElse("none"));
        }
    }

    /** Nobody at all can be told of the alert that was planned for. */
    void reachesNobody(PlannedDelivery planned) {
        Counter.builder("outlay.alert.unreachable")
                .description("Alerts of which nobody at all could be told")
                .register(registry)
                .increment();
        LOG.warnf(
                "alert=%s budget=%s reaches nobody: none of its receivers can be told",
                planned.alert(), planned.receiver());
    }

    private void delivered(String kind, Crossing crossing, Instant now) {
        time("crossed", kind).record(Duration.between(crossing.crossedAt(), now));
        crossing.acceptedAt().ifPresent(accepted -> time("accepted", kind).record(Duration.between(accepted, now)));
    }

    private Timer time(String since, String kind) {
        return Timer.builder("outlay.alert.delivery.duration")
                .description("From the crossing, or from the acceptance of its charge, to the receiver's answer")
                .tag("since", since)
                .tag("kind", kind)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }
}
