package dev.outlay.budget.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}: what has to be sent, in the order in which it was written. */
final class OutboxTable {

    /**
     * A message with its row.
     *
     * @param forLong whether it has waited for longer than what is sent as it comes
     */
    record Waiting(long id, OutboxMessage message, boolean forLong) {

        /** The same row, with another message. */
        Waiting with(OutboxMessage other) {
            return new Waiting(id, other, forLong);
        }
    }

    /**
     * How much waits.
     *
     * @param oldestSeconds how long the oldest has waited; 0 for none
     */
    record Backlog(long messages, double oldestSeconds) {}

    private static final String APPEND = """
            insert into outbox (slice, topic, key, event_id, headers, body, created_at)
            select slice, topic, key, event_id, cast(headers as jsonb), body, clock_timestamp()
            from unnest(cast(?1 as smallint[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]),
                        cast(?6 as text[])) with ordinality as t (slice, topic, key, event_id, headers, body, position)
            order by position
            """;

    private static final String NEXT = """
            select id, topic, key, cast(headers as text), body, created_at < clock_timestamp() - interval '500 milliseconds' from outbox
            where slice = any(cast(?1 as smallint[])) order by id limit ?2
            """;

    private static final String DELETE = "delete from outbox where id = any(cast(?1 as bigint[]))";

    private static final String ALL_TOLD =
            "select not exists (select from outbox where topic = ?1 and created_at < clock_timestamp() - interval '1 second')";

    private static final String IS_WAITING =
            "select exists (select from outbox where slice = ?1 and key = ?2 and event_id = ?3)";

    private static final String BACKLOG = """
            select count(*), cast(coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as double precision) from outbox
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private OutboxTable() {}

    /**
     * Writes messages, in their order.
     *
     * @param slices of each
     * @param headers of each, as JSON
     */
    static Uni<Void> append(
            Mutiny.StatelessSession session, List<OutboxMessage> messages, Short[] slices, String[] headers) {
        return session.createNativeQuery(APPEND)
                .setParameter(1, slices)
                .setParameter(2, texts(messages, OutboxMessage::topic))
                .setParameter(3, texts(messages, OutboxMessage::key))
                .setParameter(4, texts(messages, OutboxMessage::eventId))
                .setParameter(5, headers)
                .setParameter(6, texts(messages, OutboxMessage::body))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The oldest messages of some slices. */
    static Uni<List<Waiting>> next(Mutiny.StatelessSession session, Short[] slices, int limit) {
        return session.createNativeQuery(NEXT, Object[].class)
                .setParameter(1, slices)
                .setParameter(2, limit)
                .getResultList()
                .map(rows -> rows.stream().map(OutboxTable::read).toList());
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, List<Long> ids) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, ids.toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whether nothing for a topic has waited for longer than a second. */
    static Uni<Boolean> isAllTold(Mutiny.StatelessSession session, String topic) {
        return session.createNativeQuery(ALL_TOLD, Boolean.class)
                .setParameter(1, topic)
                .getSingleResult();
    }

    /** Whether a message has still to be sent. */
    static Uni<Boolean> isWaiting(Mutiny.StatelessSession session, short slice, String key, String eventId) {
        return session.createNativeQuery(IS_WAITING, Boolean.class)
                .setParameter(1, slice)
                .setParameter(2, key)
                .setParameter(3, eventId)
                .getSingleResult();
    }

    static Uni<Backlog> backlog(Mutiny.StatelessSession session) {
        return session.createNativeQuery(BACKLOG, Object[].class)
                .getSingleResult()
                .map(row -> new Backlog((Long) row[0], (Double) row[1]));
    }

    private static Waiting read(Object[] row) {
        try {
            Map<String, String> headers = JSON.readValue((String) row[3], TEXTS);
            return new Waiting(
                    (Long) row[0],
                    new OutboxMessage(
                            (String) row[1], (String) row[2], headers.getOrDefault("ce_id", ""), headers, (String)
                                    row[4]),
                    (Boolean) row[5]);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("an outbox row that cannot be read: " + row[0], notOurs);
        }
    }

    private static @Nullable String[] texts(
            List<OutboxMessage> messages, Function<OutboxMessage, @Nullable String> value) {
        @Nullable String[] texts = new @Nullable String[messages.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = value.apply(messages.get(i));
        }
        return texts;
    }
}
