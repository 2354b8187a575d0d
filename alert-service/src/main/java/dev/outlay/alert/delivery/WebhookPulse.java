package dev.outlay.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How it goes with one webhook, as one replica sees it, and how many deliveries it is therefore given at a time: its circuit
 * breaker. One that fails several times in a row is left alone for a while, then asked again with one delivery at a time, until it
 * has taken one. One that asks for patience is left alone for as long as it asks, within bounds.
 *
 * <pre>
 * all it may have ── five failures in a row, or Retry-After ─► nothing until quietUntil ─► one at a time
 *        ▲                                                            ▲                      │       │
 *        │                                                            └──── failure ─────────┘       │
 *        └───────────────────────────────────── success ─────────────────────────────────────────────┘
 * </pre>
 *
 * @param used       deliveries that are on their way to it
 * @param failures   since it took one
 * @param quietUntil when it may be asked again; it stays until it has taken one
 */
record WebhookPulse(int used, int failures, Optional<Instant> quietUntil) {

    /** Nothing on its way, and nothing known against it. */
    static final WebhookPulse CALM = new WebhookPulse(0, 0, Optional.empty());

    private static final int FAILURES_TO_TRIP = 5;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);
    private static final Duration MOST_QUIET = Duration.ofHours(2);

    /** One more is on its way. */
    WebhookPulse begun() {
        return new WebhookPulse(used + 1, failures, quietUntil);
    }

    /** One has ended without anything being learned of the receiver. */
    WebhookPulse ended() {
        return new WebhookPulse(Math.max(0, used - 1), failures, quietUntil);
    }

    /** What came of an attempt, whose end is told by itself. */
    WebhookPulse seen(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> new WebhookPulse(used, 0, Optional.empty());
            case Outcome.Refused ignored -> this;
            case Outcome.TryLater later -> new WebhookPulse(used, failures + 1, quietAfter(later, now));
        };
    }

    /** It has asked for patience in answer to what is no delivery, which counts neither for nor against it. */
    WebhookPulse asked(Duration wish, Instant now) {
        return new WebhookPulse(used, failures, latest(Optional.of(end(wish, now))));
    }

    /** Until when nothing is sent to it; empty where something may be. */
    Optional<Instant> quiet(Instant now) {
        return quietUntil.filter(now::isBefore);
    }

    private Optional<Instant> quietAfter(Outcome.TryLater later, Instant now) {
        Optional<Instant> probe =
                failures + 1 >= FAILURES_TO_TRIP ? Optional.of(now.plus(BETWEEN_PROBES)) : Optional.empty();
        return latest(later.after().map(wish -> end(wish, now)).or(() -> probe));
    }

    private static Instant end(Duration wish, Instant now) {
        return now.plus(wish.compareTo(MOST_QUIET) > 0 ? MOST_QUIET : wish);
    }

    private Optional<Instant> latest(Optional<Instant> next) {
        return next.filter(moment -> quietUntil.filter(moment::isBefore).isEmpty())
                .or(() -> quietUntil);
    }

    /** How many more it may be given now, where a webhook may have so many at a time. */
    int room(int most, Instant now) {
        if (quiet(now).isPresent()) {
            return 0;
        }
        boolean probing = quietUntil.isPresent() || failures >= FAILURES_TO_TRIP;
        return Math.max(0, (probing ? 1 : most) - used);
    }

    /** Whether there is nothing about it that has to be remembered. */
    boolean isCalm() {
        return equals(CALM);
    }
}
