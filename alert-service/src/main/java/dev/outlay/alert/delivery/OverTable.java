package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What nobody was told since its alert was over when it would have gone: told when that alert is active again, so that an alert whose cause dips is not lost. Whoever
 * mutes holds the alert meanwhile, and whoever changes it looks for what is muted after that.
 */
@ApplicationScoped
public class OverTable {

    /**
     * How these alerts stand, which stays so to the end of the transaction. Those that somebody is changing are left out and not waited for: whoever changes an alert may be waiting for a
     * delivery that is claimed here.
     */
    Uni<Map<UUID, Alert.Status>> hold(Mutiny.StatelessSession session, Collection<UUID> alerts) {
        return session.createNativeQuery("""
                        select cast(id as text), status from alert where id = any(cast(:ids as uuid[])) order by id for share skip locked
                        """, Object[].class)
                .setParameter("ids", alerts.toArray(UUID[]::new))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Alert.Status> held = new HashMap<>();
                    rows.forEach(row -> held.put(
                            UUID.fromString((String) row[0]),
                            Alert.Status.ofWord((String) row[1]).orElseThrow()));
                    return held;
                });
    }

    /**
     * What was not told since one of these alerts was over is due now, where that is active again. One that comes back beside a higher one of its budget is overridden at once; it is told all the
     * same, as it would have been without the dip, since the higher one need not be told to the same people. To be asked after the statement that changed them. What is being claimed is skipped: it
     * asks for the alert itself. Returns how many deliveries it was.
     */
    public Uni<Integer> tellAgain(Mutiny.StatelessSession session, Collection<UUID> alerts, Instant now) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update delivery
                        set due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond', finished_at = null
                        where id in (select d.id from delivery d
                                     where d.id in (select da.delivery_id from delivery_alert da join alert a on a.id = da.alert_id
                                                    join delivery its on its.id = da.delivery_id
                                                    where a.id = any(cast(:alerts as uuid[])) and not a.test
                                                      and (a.status = 'Active'
                                                           or a.status = 'Overridden' and its.silence_id is null and its.reason in ('resolved', 'dismissed')))
                                       and d.state = 'Muted' and d.due_at is null and d.reason = any(cast(:reasons as text[]))
                                     order by d.id for update skip locked)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("alerts", alerts.toArray(UUID[]::new))
                .setParameter("reasons", NoiseDecision.OVER.toArray(String[]::new))
                .getResultList()
                .map(List::size);
    }
}
