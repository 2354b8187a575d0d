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

    private static final String APPEND = """
            insert into outbox (slice, topic, key, event_id, headers, body, created_at)
            select slice, topic, key, event_id, cast(headers as jsonb), body, clock_timestamp()
            from unnest(cast(?1 as smallint[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),
                        cast(?6 as text[])) with ordinality as t (slice, topic, key, event_id, headers, body, position)
            order by position
            """;

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
        int n = messages.size();
        Short[] slices = new Short[n];
        String[][] texts = new String[5][n];
        for (int i = 0; i < n; i++) {
            OutboxMessage message = messages.get(i);
            slices[i] = sliceOf(message.key());
            texts[0][i] = message.topic();
            texts[1][i] = message.key();
            texts[2][i] = message.eventId();
            texts[3][i] = headers(message, now);
            texts[4][i] = message.body();
        }
        Mutiny.MutationQuery query = session.createNativeQuery(APPEND).setParameter(1, slices);
        for (int i = 0; i < texts.length; i++) {
            query = query.setParameter(i + 2, texts[i]);
        }
        return query.executeUpdate().replaceWithVoid();
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
