package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Disabled webhooks of which nobody was told yet: the table {@code webhook_endpoint}. */
@ApplicationScoped
class DisabledWebhooksTable {

    private static final int MOST = 20;

    /** Claims some with a lease; whoever claims at the same time gets others. */
    Uni<List<DisabledWebhook>> claim(Mutiny.StatelessSession session, Instant now, Duration lease) {
        return session.createNativeQuery("""
                        with chosen as (
                            select group_id, receiver_name, target_key from webhook_endpoint
                            where disabled_at is not null and told_at is null
                              and (telling_until is null
                                   or telling_until < timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                            order by disabled_at limit :most for update skip locked
                        )
                        update webhook_endpoint w
                        set telling_until = timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond'
                        from chosen c
                        where w.group_id = c.group_id and w.receiver_name = c.receiver_name and w.target_key = c.target_key
                        returning cast(w.group_id as text), w.receiver_name, w.target_key, w.endpoint,
                                  cast(extract(epoch from w.disabled_at) * 1000000 as bigint), w.disabled_reason,
                                  w.last_failure_reason, cast(extract(epoch from w.last_success_at) * 1000000 as bigint)
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("until", Instants.toMicros(now.plus(lease)))
                .setParameter("most", MOST)
                .getResultList()
                .map(rows -> rows.stream().map(DisabledWebhooksTable::webhook).toList());
    }

    /** Its owner was told; one that was enabled meanwhile, or disabled anew, is left alone. */
    Uni<Void> told(Mutiny.StatelessSession session, DisabledWebhook webhook, Instant now) {
        return session.createNativeQuery("""
                        update webhook_endpoint
                        set told_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond', telling_until = null
                        where group_id = cast(:group as uuid) and receiver_name = :name and target_key = :target
                          and disabled_at = timestamptz 'epoch' + cast(:disabled as bigint) * interval '1 microsecond'
                        returning receiver_name
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("group", webhook.id().group().toString())
                .setParameter("name", webhook.id().receiver())
                .setParameter("target", webhook.targetKey())
                .setParameter("disabled", Instants.toMicros(webhook.disabledAt()))
                .getResultList()
                .replaceWithVoid();
    }

    private static DisabledWebhook webhook(Object[] row) {
        return new DisabledWebhook(
                new WebhookId(UUID.fromString((String) row[0]), (String) row[1]),
                (String) row[2],
                (String) row[3],
                Instants.ofMicros((Long) row[4]),
                (String) row[5],
                Optional.ofNullable((String) row[6]),
                Optional.ofNullable((Long) row[7]).map(Instants::ofMicros));
    }
}
