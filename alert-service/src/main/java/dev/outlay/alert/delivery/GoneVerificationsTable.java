package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.Receiver;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows of {@code webhook_verification} that nobody needs any more: of URIs that were taken out of their group, and of groups that were deleted. */
final class GoneVerificationsTable {

    private GoneVerificationsTable() {}

    /** Takes rows whose group is gone away, as many as there are. */
    static Uni<Integer> ofGroups(Mutiny.StatelessSession session) {
        return session.createNativeQuery("""
                        delete from webhook_verification v
                        where not exists (select 1 from action_group g where g.id = v.group_id)
                        returning cast(id as text)
                        """, String.class).getResultList().map(List::size);
    }

    /**
     * Asks nobody any more at URIs that a group has no longer. What was said there is forgotten once nothing is on its way to it: until then a no holds, and so does a rate.
     */
    static Uni<Integer> retire(Mutiny.QueryProducer session, UUID group, List<Receiver.Webhook> present) {
        return session.createNativeQuery("""
                        with gone as materialized (
                            select v.id,
                                   exists (select 1 from delivery d
                                           where d.group_id = v.group_id and d.receiver_name = v.receiver_name and d.target = v.target
                                             and d.state in ('Gathering', 'Pending', 'Sending', 'Muted')) as awaited
                            from webhook_verification v
                            where v.group_id = cast(:group as uuid)
                              and not exists (select 1 from unnest(cast(:names as text[]), cast(:targets as text[])) as t(name, target)
                                              where t.name = v.receiver_name and md5(t.target) = v.target_key)
                            order by v.id for update
                        ), kept as (
                            update webhook_verification v set due_at = null from gone where v.id = gone.id and gone.awaited
                        )
                        delete from webhook_verification v using gone where v.id = gone.id and not gone.awaited
                        returning cast(v.id as text)
                        """, String.class)
                .setParameter("group", group.toString())
                .setParameter("names", VerificationsTable.names(group, present))
                .setParameter("targets", VerificationsTable.targets(present))
                .getResultList()
                .map(List::size);
    }
}
