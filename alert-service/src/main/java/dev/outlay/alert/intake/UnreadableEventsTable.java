package dev.outlay.alert.intake;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code unreadable_event}. */
@ApplicationScoped
class UnreadableEventsTable {

    /** Keeps the records; one that is kept already, known by topic, partition and offset, is not kept again. */
    Uni<Integer> insert(Mutiny.StatelessSession session, List<UnreadableEvent> events, Instant now) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        insert into unreadable_event (topic, partition, "offset", key, value, headers, reason, recorded_at)
                        select t.topic, t.part, t.place, decode(t.key, 'hex'), decode(t.value, 'hex'), t.headers, t.reason,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from unnest(cast(:topics as text[]), cast(:partitions as int[]), cast(:offsets as bigint[]),
                                    cast(:keys as text[]), cast(:values as text[]), cast(:headers as text[]),
                                    cast(:reasons as text[])) as t(topic, part, place, key, value, headers, reason)
                        order by t.topic, t.part, t.place
                        on conflict do nothing
                        returning topic
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("topics", texts(events, event -> event.record().topic()))
                .setParameter(
                        "partitions",
                        events.stream().map(event -> event.record().partition()).toArray(Integer[]::new))
                .setParameter(
                        "offsets",
                        events.stream().map(event -> event.record().offset()).toArray(Long[]::new))
                .setParameter("keys", texts(events, event -> hex(event.record().key())))
                .setParameter(
                        "values", texts(events, event -> hex(event.record().value())))
                .setParameter("headers", texts(events, event -> headers(event.record())))
                .setParameter("reasons", texts(events, event -> event.reason().replace('\0', '?')))
                .getResultList()
                .map(List::size);
    }

    /** Records that were kept because their type was not known and whose type is one of these, oldest first. */
    Uni<List<UnreadableEvent>> ofKnownTypes(Mutiny.StatelessSession session, Set<String> types, int limit) {
        return session.createNativeQuery("""
                        select topic, partition, "offset", encode(key, 'hex'), encode(value, 'hex'), headers, reason
                        from unreadable_event
                        where reason like '/type: %' and headers like any(cast(:lines as text[]))
                        order by recorded_at, topic, partition, "offset" limit :limit
                        """, Object[].class)
                .setParameter(
                        "lines",
                        types.stream().map(type -> "%ce_type: " + type + "\n%").toArray(String[]::new))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(UnreadableEventsTable::event).toList());
    }

    /** Forgets records that were taken in. */
    Uni<Integer> forget(
            Mutiny.StatelessSession session, List<? extends ConsumerRecord<byte[], byte @Nullable []>> records) {
        return session.createNativeQuery("""
                        delete from unreadable_event u using unnest(cast(:topics as text[]), cast(:partitions as int[]), cast(:offsets as bigint[]))
                            as t(topic, part, place)
                        where u.topic = t.topic and u.partition = t.part and u."offset" = t.place
                        """)
                .setParameter(
                        "topics", records.stream().map(ConsumerRecord::topic).toArray(String[]::new))
                .setParameter(
                        "partitions",
                        records.stream().map(ConsumerRecord::partition).toArray(Integer[]::new))
                .setParameter(
                        "offsets", records.stream().map(ConsumerRecord::offset).toArray(Long[]::new))
                .executeUpdate();
    }

    /** Says why records that are kept cannot be read, now that their type is known. */
    Uni<Integer> explain(Mutiny.StatelessSession session, List<UnreadableEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update unreadable_event u set reason = t.reason
                        from unnest(cast(:topics as text[]), cast(:partitions as int[]), cast(:offsets as bigint[]), cast(:reasons as text[]))
                            as t(topic, part, place, reason)
                        where u.topic = t.topic and u.partition = t.part and u."offset" = t.place
                        """)
                .setParameter("topics", texts(events, event -> event.record().topic()))
                .setParameter(
                        "partitions",
                        events.stream().map(event -> event.record().partition()).toArray(Integer[]::new))
                .setParameter(
                        "offsets",
                        events.stream().map(event -> event.record().offset()).toArray(Long[]::new))
                .setParameter("reasons", texts(events, event -> event.reason().replace('\0', '?')))
                .executeUpdate();
    }

    /** As it was consumed, as far as it is kept. */
    private static UnreadableEvent event(Object[] row) {
        ConsumerRecord<byte[], byte @Nullable []> record = new ConsumerRecord<>(
                (String) row[0], (Integer) row[1], (Long) row[2], bytes((String) row[3]), bytes((String) row[4]));
        for (String line : ((String) row[5]).split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                record.headers()
                        .add(line.substring(0, colon), line.substring(colon + 2).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new UnreadableEvent(record, (String) row[6]);
    }

    @SuppressWarnings("NullAway") // Kafka says that there is no key, or no value, in no other way.
    private static byte[] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static String headers(ConsumerRecord<byte[], byte @Nullable []> record) {
        StringBuilder headers = new StringBuilder();
        for (Header header : record.headers()) {
            String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            headers.append(header.key()).append(": ").append(value).append('\n');
        }
        return headers.toString().replace('\0', '?');
    }

    private static @Nullable String[] texts(
            List<UnreadableEvent> events, Function<UnreadableEvent, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[events.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(events.get(i));
        }
        return texts;
    }
}
