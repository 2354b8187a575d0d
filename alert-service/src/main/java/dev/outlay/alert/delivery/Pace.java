package dev.outlay.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast a webhook may be sent to that allows a rate. Messages go at even distances, so that no minute has more than are allowed, wherever it begins.
 *
 * @param betweenMicros microseconds from one message to the next, 1 or more
 * @param nextAt        the turn of the next message, UTC
 */
record Pace(long betweenMicros, Instant nextAt) {

    private static final long MICROS_OF_MINUTE = 60_000_000;

    /**
     * That of a webhook.
     *
     * @param rate   messages a minute, 1 or more
     * @param nextAt when the next may go; empty where none has gone
     */
    static Pace of(int rate, Optional<Instant> nextAt, Instant now) {
        return new Pace(
                Math.ceilDiv(MICROS_OF_MINUTE, rate),
                nextAt.filter(next -> next.isAfter(now)).orElse(now));
    }

    /** The turns of the next messages, so many at most, as far as they come within some time. */
    List<Instant> turns(int most, Instant now, Duration within) {
        List<Instant> turns = new ArrayList<>();
        Instant last = now.plus(within);
        for (Instant turn = nextAt; turns.size() < most && !turn.isAfter(last); turn = after(turn)) {
            turns.add(turn);
        }
        return List.copyOf(turns);
    }

    /** The same, where so many have gone. */
    Pace past(int messages) {
        return new Pace(betweenMicros, nextAt.plusNanos(messages * betweenMicros * 1000));
    }

    private Instant after(Instant turn) {
        return turn.plusNanos(betweenMicros * 1000);
    }
}
