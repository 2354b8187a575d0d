package dev.outlay.budget.evaluation;

import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Puts what has to be told of crossings into the outbox, in the transaction that found them. */
final class CrossingMessages {

    private final Outbox outbox;
    private final Clock clock;

    CrossingMessages(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * That they are.
     *
     * @param acceptedAt when the oldest charge of the batch that caused them was accepted; null when unknown
     */
    Uni<Void> append(
            Mutiny.StatelessSession session,
            List<Crossing> recorded,
            Cause cause,
            @Nullable Instant acceptedAt,
            CrossingSpans spans) {
        return UsageUnitTable.of(
                        session, recorded.stream().map(Crossing::watched).toList())
                .chain(units -> outbox.append(session, messages(recorded, units, cause, acceptedAt, spans)));
    }

    /** That their condition is true no more, or is again. */
    Uni<Void> append(Mutiny.StatelessSession session, List<CrossingState> changed, Cause cause) {
        Instant now = now();
        return outbox.append(
                session,
                changed.stream()
                        .map(state -> CrossingStateEvent.of(state, cause, now))
                        .toList());
    }

    private List<OutboxMessage> messages(
            List<Crossing> recorded,
            Map<Integer, String> units,
            Cause cause,
            @Nullable Instant acceptedAt,
            CrossingSpans spans) {
        Instant now = now();
        return recorded.stream()
                .map(crossing -> {
                    String unit = units.get(crossing.watched().budget().seriesId());
                    return CrossingEvent.of(crossing, unit, cause, now, acceptedAt)
                            .madeBy(spans.of(crossing));
                })
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
