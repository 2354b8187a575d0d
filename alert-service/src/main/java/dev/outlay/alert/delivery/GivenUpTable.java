package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Starts deliveries again that came to an end without being told, or looks again for the holders of a role: under their own
 * ids, attempts counted from the beginning.
 */
@ApplicationScoped
class GivenUpTable {

    private static final String RESTART = """
            update delivery
            set state = 'Pending', attempts = 0, reason = null, detail = null, finished_at = null, silence_id = null,
                due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
            """;

    /**
     * Starts this one again; in a state in which there is nothing to send again nothing happens. Returns how many it
     * was.
     */
    Uni<Integer> restart(Mutiny.StatelessSession session, UUID id, Instant now) {
        return session.createNativeQuery(RESTART + """
                        where id = cast(:id as uuid)
                          and (state in ('GaveUp', 'Refused', 'Withheld', 'Muted') or (state = 'Unresolved' and kind = 'role'))
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("id", id.toString())
                .getResultList()
                .map(List::size);
    }

    /**
     * Starts those that are meant again, the oldest first, and returns how many. One that was started is not given up
     * any more, so whoever asks twice, or at the same time as another, starts each once: a row that another is starting
     * is skipped.
     */
    Uni<Integer> restart(Mutiny.StatelessSession session, GivenUp meant, Instant now) {
        return session.createNativeQuery("""
                        with chosen as (
                            select id from delivery
                            where state in ('GaveUp', 'Refused', 'Withheld') and state = any(cast(:states as text[]))
                              and finished_at >= timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond'
                              and finished_at < timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond'
                              and not exists (select 1 from delivery_alert da join alert a on a.id = da.alert_id
                                              where da.delivery_id = delivery.id and a.test)
                              and (cast(:kind as text) is null or kind = cast(:kind as text))
                              and (cast(:endpoint as text) is null or endpoint = cast(:endpoint as text))
                              and (cast(:domain as text) is null
                                   or (kind = 'email' and lower(split_part(target, '@', -1)) = cast(:domain as text)))
                            order by finished_at, id limit :most
                            for update skip locked
                        )
                        """ + RESTART + """
                        where id in (select id from chosen)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("states", meant.states().stream().map(Enum::name).toArray(String[]::new))
                .setParameter("since", Instants.toMicros(meant.since()))
                .setParameter("until", Instants.toMicros(meant.until()))
                .setParameter("kind", meant.kind().orElse(null))
                .setParameter("endpoint", meant.endpoint().orElse(null))
                .setParameter("domain", meant.mailDomain().orElse(null))
                .setParameter("most", meant.most())
                .getResultList()
                .map(List::size);
    }
}
