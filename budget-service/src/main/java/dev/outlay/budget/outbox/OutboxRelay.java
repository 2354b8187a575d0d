package dev.outlay.budget.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Sends what the outbox holds. A slice of keys is sent by the one relay that holds its lease, so the order per key holds across replicas; rows are
 * deleted after the broker has acknowledged them, so a crash in between sends them again, with the same id.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 500;

    private static final String CLAIM = """
            update outbox_slice set holder = ?1, leased_until = clock_timestamp() + ?2 * interval '1 millisecond'
            where slice in (select slice from outbox_slice where holder = ?1 or leased_until < clock_timestamp()
                            order by slice for update skip locked)
            returning cast(slice as integer)
            """;

    private static final String NEXT = """
            select id, topic, key, cast(headers as text), body from outbox
            where slice = any(cast(?1 as smallint[])) order by id limit ?2
            """;

    private static final String DELETE = "delete from outbox where id = any(cast(?1 as bigint[]))";

    private static final String GIVE_BACK =
            "update outbox_slice set holder = null, leased_until = timestamptz 'epoch' where holder = ?1";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;
    private final KafkaOutlet outlet;
    private final ObjectMapper json;
    private final Clock clock;
    private final RepeatedTask task;
    private final String self = UUID.randomUUID().toString();
    private Short[] held = {};
    private Instant renewed = Instant.EPOCH;

    OutboxRelay(Mutiny.SessionFactory sessions, KafkaOutlet outlet, ObjectMapper json, Clock clock, Vertx vertx) {
        this.sessions = sessions;
        this.outlet = outlet;
        this.json = json;
        this.clock = clock;
        this.task = new RepeatedTask(vertx, "The outbox relay", Duration.ofMillis(100), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
        sessions.withStatelessTransaction(session -> session.createNativeQuery(GIVE_BACK)
                        .setParameter(1, self)
                        .executeUpdate())
                .subscribe()
                .with(unused -> {}, unused -> {});
    }

    /** Something was committed that has to be sent. */
    public void wake() {
        task.wake();
    }

    private Uni<Boolean> round() {
        return claim().chain(this::next).chain(this::sendAndDelete);
    }

    private Uni<Void> claim() {
        Instant now = clock.instant();
        if (now.isBefore(renewed.plus(RENEW_AFTER))) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(CLAIM, Integer.class)
                        .setParameter(1, self)
                        .setParameter(2, LEASE.toMillis())
                        .getResultList())
                .invoke(slices -> {
                    held = slices.stream().map(Integer::shortValue).toArray(Short[]::new);
                    renewed = now;
                })
                .replaceWithVoid();
    }

    private Uni<List<Object[]>> next() {
        if (held.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        return sessions.withStatelessSession(session -> session.createNativeQuery(NEXT, Object[].class)
                .setParameter(1, held)
                .setParameter(2, MOST_AT_ONCE)
                .getResultList());
    }

    private Uni<Boolean> sendAndDelete(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Long[] ids = rows.stream().map(row -> (Long) row[0]).toArray(Long[]::new);
        return outlet.send(rows.stream().map(this::message).toList())
                .chain(() -> sessions.withStatelessTransaction(session ->
                        session.createNativeQuery(DELETE).setParameter(1, ids).executeUpdate()))
                .replaceWith(true);
    }

    private OutboxMessage message(Object[] row) {
        try {
            Map<String, String> headers = json.readValue((String) row[3], TEXTS);
            return new OutboxMessage(
                    (String) row[1], (String) row[2], headers.getOrDefault("ce_id", ""), headers, (String) row[4]);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("an outbox row that cannot be read: " + row[0], notOurs);
        }
    }
}
