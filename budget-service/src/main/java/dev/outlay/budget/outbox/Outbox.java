package dev.outlay.budget.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes messages in the transaction of their cause, so that they are sent if and only if it is committed. */
@ApplicationScoped
public class Outbox {

    /** How many relays can share the work at most. */
    static final int SLICES = 16;

    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /** Writes messages, in their order. They are sent once the session's transaction is committed. */
    public Uni<Void> append(Mutiny.StatelessSession session, List<OutboxMessage> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return OutboxTable.append(
                session,
                messages,
                messages.stream().map(message -> sliceOf(message.key())).toArray(Short[]::new),
                messages.stream().map(message -> headers(message, now)).toArray(String[]::new));
    }

    /**
     * Whether a message that was written has still to be acknowledged by the broker; false for one that was never written.
     *
     * @param key of the message
     * @param eventId of the message
     */
    public Uni<Boolean> isWaiting(Mutiny.StatelessSession session, String key, String eventId) {
        return OutboxTable.isWaiting(session, sliceOf(key), key, eventId);
    }

    static short sliceOf(String key) {
        return (short) Math.floorMod(key.hashCode(), SLICES);
    }

    private static String headers(OutboxMessage message, Instant now) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        message.headers().forEach(headers::put);
        return headers.put("ce_time", now.toString()).toString();
    }
}
