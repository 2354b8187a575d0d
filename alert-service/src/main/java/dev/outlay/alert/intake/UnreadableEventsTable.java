package dev.outlay.alert.intake;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
