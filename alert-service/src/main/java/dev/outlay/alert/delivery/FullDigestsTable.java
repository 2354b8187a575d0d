package dev.outlay.alert.delivery;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Digests that have as many alerts as one may well have: no more join them, and the next open another. So no message has more than {@link Parcel#MOST_ALERTS}, for which whoever receives it
 * can provide. They are counted before anything joins, under the lock of the digest, so that nothing does that was full already, whoever had filled it.
 */
final class FullDigestsTable {

    private static final int FULL = 100;

    /** Of one digest in one statement. */
    private static final int AT_ONCE = Parcel.MOST_ALERTS + 1 - FULL;

    private FullDigestsTable() {}

    /** The same deliveries in parts, none of which has too many of one digest. */
    static List<List<PlannedDelivery>> parts(List<PlannedDelivery> planned) {
        Map<String, Integer> counts = new HashMap<>();
        List<List<PlannedDelivery>> parts = new ArrayList<>();
        for (PlannedDelivery each : planned) {
            int part = (counts.merge(each.digestKey(), 1, Integer::sum) - 1) / AT_ONCE;
            if (part == parts.size()) {
                parts.add(new ArrayList<>());
            }
            parts.get(part).add(each);
        }
        return parts;
    }

    /** Lets no more alerts join those that are full; returns how many it was. They are locked by whoever has let alerts join. */
    static Uni<Integer> close(Mutiny.StatelessSession session, Collection<UUID> digests) {
        return session.createNativeQuery("""
                        update delivery d set bundle = d.bundle || ' ' || d.id
                        where d.id = any(cast(:ids as uuid[])) and d.state = 'Gathering'
                          and (select count(*) from delivery_alert a where a.delivery_id = d.id) >= cast(:full as int)
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter("ids", digests.toArray(UUID[]::new))
                .setParameter("full", FULL)
                .getResultList()
                .map(List::size);
    }
}
