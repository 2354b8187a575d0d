package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.delivery.ClaimsTable.Concluded;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code suppression}. Whether an address is in it is asked with every claim ({@link ClaimsTable}). */
@ApplicationScoped
class SuppressionsTable {

    private static final String COLUMNS = """
            cast(id as text), address, cast(budget_uuid as text), budget_id, cause, detail, cast(delivery_id as text),
            cast(extract(epoch from created_at) * 1000000 as bigint)
            """;

    /**
     * Suppresses the address of a mail for every budget of which it speaks; what is suppressed already stays as it is, by a
     * unique index. Nothing where it is no mail.
     */
    Uni<Integer> unsubscribe(Mutiny.StatelessSession session, UUID delivery, Instant now) {
        return session.createNativeQuery("""
                        insert into suppression (id, address, budget_uuid, budget_id, cause, delivery_id, created_at)
                        select gen_random_uuid(), t.receiver, t.budget_uuid, t.budget_id, 'Unsubscribed', t.id,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from (
                            select distinct on (a.budget_uuid) d.id, d.receiver, a.budget_uuid, a.crossing #>> '{budget,id}' as budget_id
                            from delivery d
                            join delivery_alert da on da.delivery_id = d.id
                            join alert a on a.id = da.alert_id
                            where d.id = cast(:delivery as uuid) and d.kind = 'email'
                            order by a.budget_uuid, a.created_at desc
                        ) as t
                        on conflict do nothing
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("delivery", delivery.toString())
                .getResultList()
                .map(List::size);
    }

    /** Suppresses the addresses that a mail server has refused for good, for all mail. Rows are written in one order. */
    Uni<Integer> refuse(Mutiny.StatelessSession session, List<Concluded> refused, Instant now) {
        if (refused.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<Concluded> rows = refused.stream()
                .sorted(Comparator.comparing(row -> row.claimed().receiver()))
                .toList();
        return session.createNativeQuery("""
                        insert into suppression (id, address, cause, detail, delivery_id, created_at)
                        select gen_random_uuid(), t.address, 'Refused', t.detail, t.delivery_id,
                               timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from unnest(cast(:addresses as text[]), cast(:details as text[]), cast(:deliveries as uuid[]))
                             as t(address, detail, delivery_id)
                        order by t.address
                        on conflict do nothing
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter(
                        "addresses",
                        rows.stream().map(row -> row.claimed().receiver()).toArray(String[]::new))
                .setParameter(
                        "details",
                        rows.stream().map(row -> row.conclusion().detail()).toArray(String[]::new))
                .setParameter(
                        "deliveries",
                        rows.stream().map(row -> row.claimed().id()).toArray(UUID[]::new))
                .getResultList()
                .map(List::size);
    }

    /** What is in force, the newest first, after a place, at most {@code limit} of it. */
    Uni<List<Suppression>> list(Mutiny.StatelessSession session, Optional<PagePlace> after, int limit) {
        return session.createNativeQuery("select " + COLUMNS + """
                                from suppression
                                where lifted_at is null
                                  and (created_at, id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                          cast(:beforeId as uuid))
                                order by created_at desc, id desc
                                limit :limit
                                """, Object[].class)
                .setParameter("before", PagePlace.of(after).createdMicros())
                .setParameter("beforeId", PagePlace.of(after).id().toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(SuppressionsTable::suppression).toList());
    }

    /** The one with this id, where it is in force. */
    Uni<Optional<Suppression>> find(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(
                        "select " + COLUMNS + "from suppression where id = cast(:id as uuid) and lifted_at is null",
                        Object[].class)
                .setParameter("id", id.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(SuppressionsTable::suppression));
    }

    /** Lifts one that is in force, and notes who did; returns how many it was. */
    Uni<Integer> lift(Mutiny.StatelessSession session, UUID id, String principal, Instant now) {
        return session.createNativeQuery("""
                        update suppression
                        set lifted_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond', lifted_by = :principal
                        where id = cast(:id as uuid) and lifted_at is null
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("principal", principal)
                .setParameter("id", id.toString())
                .getResultList()
                .map(List::size);
    }

    /** Of what a mail speaks, oldest first; nothing where it is no mail. */
    Uni<List<Crossing>> said(Mutiny.StatelessSession session, UUID delivery) {
        return session.createNativeQuery("""
                        select cast(a.id as text), cast(a.crossing as text)
                        from delivery d
                        join delivery_alert da on da.delivery_id = d.id
                        join alert a on a.id = da.alert_id
                        where d.id = cast(:delivery as uuid) and d.kind = 'email'
                        order by a.created_at, a.id
                        """, Object[].class)
                .setParameter("delivery", delivery.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> AlertsTable.crossing(UUID.fromString((String) row[0]), (String) row[1]))
                        .toList());
    }

    private static Suppression suppression(Object[] row) {
        return new Suppression(
                UUID.fromString((String) row[0]),
                (String) row[1],
                Optional.ofNullable((String) row[2]).map(UUID::fromString),
                Optional.ofNullable((String) row[3]),
                Suppression.Cause.ofWord((String) row[4]),
                Optional.ofNullable((String) row[5]),
                UUID.fromString((String) row[6]),
                Instants.ofMicros((Long) row[7]));
    }
}
