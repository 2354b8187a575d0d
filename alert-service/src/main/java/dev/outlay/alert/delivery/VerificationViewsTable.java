package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What receivers have said to being asked, as people see it. Only reads, and without locks. */
@ApplicationScoped
class VerificationViewsTable {

    /** How the webhooks of a group stand at the URIs that they have, by the receiver's name in lower case; only what was ever asked. */
    Uni<Map<String, Verification>> ofGroup(
            Mutiny.StatelessSession session, UUID group, List<Receiver.Webhook> webhooks) {
        return session.createNativeQuery("""
                        select v.receiver_name, v.state, v.reason, v.detail, v.means, v.rate,
                               cast(extract(epoch from v.state_since) * 1000000 as bigint), cast(extract(epoch from v.due_at) * 1000000 as bigint)
                        from unnest(cast(:names as text[]), cast(:targets as text[])) as t(name, target)
                        join webhook_verification v on v.group_id = cast(:group as uuid) and v.receiver_name = t.name
                                                   and v.target_key = md5(t.target)
                        """, Object[].class)
                .setParameter("group", group.toString())
                .setParameter(
                        "names",
                        webhooks.stream()
                                .map(webhook ->
                                        WebhookId.of(group, webhook.name()).receiver())
                                .toArray(String[]::new))
                .setParameter(
                        "targets",
                        webhooks.stream()
                                .map(webhook -> webhook.uri().toString())
                                .toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Verification> found = new HashMap<>();
                    rows.forEach(row -> found.put((String) row[0], verification(row)));
                    return found;
                });
    }

    private static Verification verification(Object[] row) {
        return new Verification(
                Verification.State.valueOf((String) row[1]),
                Optional.ofNullable((String) row[2]),
                Optional.ofNullable((String) row[3]),
                Optional.ofNullable((String) row[4]),
                Optional.ofNullable((Integer) row[5]),
                Instants.ofMicros((Long) row[6]),
                Optional.ofNullable((Long) row[7]).map(Instants::ofMicros));
    }
}
