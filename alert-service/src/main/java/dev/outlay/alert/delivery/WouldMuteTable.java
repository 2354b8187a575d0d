package dev.outlay.alert.delivery;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.silence.Silence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks for what a silence would mute. Only reads, and without locks. */
@ApplicationScoped
class WouldMuteTable {

    /** Rows that are looked at: the newest. */
    static final int MOST = 5000;

    /** Examples that are shown. */
    private static final int EXAMPLES = 100;

    /** A row of {@code delivery_alert} that may be meant. */
    private record Seen(WouldMute.Example example, boolean partners) {}

    /**
     * Looks at what was told or is to be told of alerts since a moment. The statement narrows it to the scope roughly, and the
     * rule by which deliveries are muted decides.
     *
     * @param isPartners of an address, whether somebody of the partner's reads there
     */
    Uni<WouldMute> find(
            Mutiny.StatelessSession session, Silence silence, Instant since, BiPredicate<Silence, String> isPartners) {
        return session.createNativeQuery("""
                        select cast(d.id as text), cast(a.id as text), cast(a.crossing as text), d.kind, da.receiver, d.state,
                               cast(extract(epoch from d.created_at) * 1000000 as bigint), da.partners,
                               d.finished_at is null
                        from alert a join delivery_alert da on da.alert_id = a.id join delivery d on d.id = da.delivery_id
                        where a.created_at >= timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond' and not a.test
                          and d.kind in ('email', 'webhook') and a.crossing ->> 'priceView' = :priceView
                          and (cast(:anywhere as boolean) or a.scope_key = :scope or starts_with(a.scope_key, :below)
                               or a.customer_key = :customer)
                        order by a.created_at desc, a.id desc, d.id
                        limit :most
                        """, Object[].class)
                .setParameter("since", Instants.toMicros(since))
                .setParameter("priceView", silence.priceView())
                .setParameter("anywhere", silence.scope() instanceof Scope.BillingAccount)
                .setParameter("scope", silence.scope().key())
                .setParameter("below", silence.scope().key() + "/")
                .setParameter(
                        "customer",
                        silence.scope() instanceof Scope.Customer customer
                                ? new CustomerKey(customer.account(), customer.name()).text()
                                : "")
                .setParameter("most", MOST + 1)
                .getResultList()
                .map(rows -> of(
                        rows.stream().limit(MOST).map(WouldMuteTable::seen).toList(),
                        rows.size() <= MOST,
                        silence,
                        since,
                        isPartners));
    }

    private static Seen seen(Object[] row) {
        return new Seen(
                new WouldMute.Example(
                        UUID.fromString((String) row[0]),
                        AlertsTable.crossing(UUID.fromString((String) row[1]), (String) row[2]),
                        (String) row[3],
                        (String) row[4],
                        DeliveryState.valueOf((String) row[5]),
                        Instants.ofMicros((Long) row[6]),
                        (Boolean) row[8]),
                (Boolean) row[7]);
    }

    private static WouldMute of(
            List<Seen> seen,
            boolean complete,
            Silence silence,
            Instant since,
            BiPredicate<Silence, String> isPartners) {
        Map<String, Boolean> asked = new HashMap<>();
        List<WouldMute.Example> meant = seen.stream()
                .filter(each ->
                        silence.means(each.example().crossing(), each.example().receiver(), each.partners())
                                && !asked.computeIfAbsent(
                                        each.example().receiver(), receiver -> isPartners.test(silence, receiver)))
                .map(Seen::example)
                .toList();
        int waiting = (int) meant.stream().filter(WouldMute.Example::waits).count();
        return new WouldMute(
                since,
                complete,
                waiting,
                meant.size() - waiting,
                meant.stream().limit(EXAMPLES).toList());
    }
}
