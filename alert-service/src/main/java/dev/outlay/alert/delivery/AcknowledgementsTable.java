package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code acknowledgement}. Whether a recipient has acknowledged is asked with every claim ({@link ClaimsTable}). */
@ApplicationScoped
class AcknowledgementsTable {

    /**
     * Notes that the recipient of a delivery has seen the alerts of which it speaks; what was noted already stays as it is, by a
     * unique index. Of a test there is nothing to have seen. Returns of how many alerts it is new. The alerts are locked first, by
     * their ids, as by all who change several.
     *
     * @param partners whether somebody of the partner's reads at the receiver's address, whoever had it told
     */
    Uni<Integer> acknowledge(Mutiny.StatelessSession session, UUID delivery, boolean partners, Instant now) {
        return session.createNativeQuery("""
                        with held as materialized (
                            select a.id from alert a
                            where a.id in (select da.alert_id from delivery_alert da where da.delivery_id = cast(:delivery as uuid)) and not a.test
                            order by a.id for no key update of a
                        ), noted as (
                            insert into acknowledgement (alert_id, kind, receiver, delivery_id, partners, acknowledged_at)
                            select da.alert_id, da.kind, da.receiver, da.delivery_id, da.partners or cast(:partners as boolean),
                                   timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                            from delivery_alert da join held on held.id = da.alert_id
                            where da.delivery_id = cast(:delivery as uuid) and da.kind in ('email', 'webhook')
                            order by da.alert_id
                            on conflict do nothing
                            returning alert_id
                        )
                        update alert set modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id in (select alert_id from noted)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("delivery", delivery.toString())
                .setParameter("partners", partners)
                .getResultList()
                .map(List::size);
    }

    /** To whom a delivery that can be acknowledged goes, as it names the receiver; empty where there is none. */
    Uni<Optional<String>> receiver(Mutiny.StatelessSession session, UUID delivery) {
        return session.createNativeQuery(
                        "select receiver from delivery where id = cast(:delivery as uuid) and kind in ('email', 'webhook')",
                        String.class)
                .setParameter("delivery", delivery.toString())
                .getResultList()
                .map(found -> found.stream().findFirst());
    }

    /** What a delivery tells its recipient, oldest first; nothing where there is no such delivery, or it only tests the receiver. */
    Uni<List<Crossing>> said(Mutiny.StatelessSession session, UUID delivery) {
        return session.createNativeQuery("""
                        select cast(a.id as text), cast(a.crossing as text)
                        from delivery_alert da join alert a on a.id = da.alert_id
                        where da.delivery_id = cast(:delivery as uuid) and da.kind in ('email', 'webhook') and not a.test
                        order by a.created_at, a.id
                        """, Object[].class)
                .setParameter("delivery", delivery.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> AlertsTable.crossing(UUID.fromString((String) row[0]), (String) row[1]))
                        .toList());
    }
}
