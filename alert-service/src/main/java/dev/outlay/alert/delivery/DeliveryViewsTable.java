package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Deliveries as an operator sees them, each with the alerts that it speaks of. Only reads, and without locks. */
@ApplicationScoped
class DeliveryViewsTable {

    /**
     * What waits to be sent.
     *
     * @param earliestDue when the first of it is or was due; empty where nothing waits
     */
    record Queue(long deliveries, Optional<Instant> earliestDue) {}

    private static final String VIEW = """
            select cast(d.id as text), d.kind, d.receiver, d.endpoint, d.state, d.reason, d.detail, d.attempts,
                   cast(extract(epoch from d.due_at) * 1000000 as bigint),
                   cast(extract(epoch from d.created_at) * 1000000 as bigint),
                   cast(extract(epoch from d.finished_at) * 1000000 as bigint),
                   (select string_agg(cast(alert_id as text), ',') from delivery_alert where delivery_id = d.id), cast(d.silence_id as text)
            from delivery d
            """;

    /** The newest deliveries after a place, of one state where one is given, at most {@code limit} of them. */
    Uni<List<DeliveryView>> list(
            Mutiny.StatelessSession session, Optional<DeliveryState> state, Optional<PagePlace> after, int limit) {
        return session.createNativeQuery(VIEW + """
                                where (cast(:state as text) is null or d.state = cast(:state as text))
                                  and (d.created_at, d.id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                              cast(:beforeId as uuid))
                                order by d.created_at desc, d.id desc
                                limit :limit
                                """, Object[].class)
                .setParameter("state", state.map(DeliveryState::name).orElse(null))
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(DeliveryViewsTable::view).toList());
    }

    /** The delivery with this id. */
    Uni<Optional<DeliveryView>> find(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(VIEW + "where d.id = cast(:id as uuid)", Object[].class)
                .setParameter("id", id.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(DeliveryViewsTable::view));
    }

    /** How many deliveries wait or are being sent, and since when the first is due. */
    Uni<Queue> queue(Mutiny.StatelessSession session) {
        return session.createNativeQuery("""
                        select count(*), cast(extract(epoch from min(due_at)) * 1000000 as bigint) from delivery
                        where state in ('Gathering', 'Pending', 'Sending')
                        """, Object[].class)
                .getSingleResult()
                .map(row -> new Queue(
                        ((Number) row[0]).longValue(),
                        Optional.ofNullable((Long) row[1]).map(Instants::ofMicros)));
    }

    private static DeliveryView view(Object[] row) {
        return new DeliveryView(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                DeliveryState.valueOf((String) row[4]),
                Optional.ofNullable((String) row[5]),
                Optional.ofNullable((String) row[6]),
                Optional.ofNullable((String) row[12]).map(UUID::fromString),
                (Integer) row[7],
                Optional.ofNullable((Long) row[8]).map(Instants::ofMicros),
                Instants.ofMicros((Long) row[9]),
                Optional.ofNullable((Long) row[10]).map(Instants::ofMicros),
                // One that is told together with others speaks of none itself.
                Optional.ofNullable((String) row[11]).stream()
                        .flatMap(alerts -> Arrays.stream(alerts.split(",")))
                        .map(UUID::fromString)
                        .toList());
    }
}
