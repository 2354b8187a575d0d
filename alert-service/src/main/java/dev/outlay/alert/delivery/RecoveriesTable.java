package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The table {@code webhook_recovery}. A step is one transaction: it locks the operation, starts some deliveries again and notes how many, so
 * that a replica that dies in between leaves it as it was, and the next step of any replica goes on from there.
 */
@ApplicationScoped
class RecoveriesTable {

    /** No more of one webhook wait at a time: the alerts of the day must not stand behind all that was missed. */
    private static final int MOST_WAITING = 200;

    private static final String COLUMNS = """
            select cast(id as text), receiver_name, cast(extract(epoch from since) * 1000000 as bigint),
                   cast(extract(epoch from until) * 1000000 as bigint), state, reason, replayed,
                   cast(extract(epoch from created_at) * 1000000 as bigint),
                   cast(extract(epoch from finished_at) * 1000000 as bigint), cast(group_id as text)
            from webhook_recovery
            """;

    private final ActionGroupsTable groups;

    RecoveriesTable(ActionGroupsTable groups) {
        this.groups = groups;
    }

    /** Begins one; the first step is made as soon as anybody looks. */
    Uni<UUID> begin(
            Mutiny.StatelessSession session, WebhookId webhook, Instant since, Instant until, String by, Instant now) {
        UUID id = UUID.randomUUID();
        return session.createNativeQuery("""
                        insert into webhook_recovery (id, group_id, receiver_name, since, until, state, asked_by, created_at, stepped_at)
                        select cast(:id as uuid), cast(:group as uuid), :name,
                               timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond',
                               timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond', 'Running', :by, m.now, m.now
                        from (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as m
                        returning cast(id as text)
                        """, String.class)
                .setParameter("id", id.toString())
                .setParameter("group", webhook.group().toString())
                .setParameter("name", webhook.receiver())
                .setParameter("since", Instants.toMicros(since))
                .setParameter("until", Instants.toMicros(until))
                .setParameter("by", by)
                .setParameter("now", Instants.toMicros(now))
                .getSingleResult()
                .replaceWith(id);
    }

    /** That of this group with this id. */
    Uni<Optional<Recovery>> find(Mutiny.StatelessSession session, UUID group, UUID id) {
        return session.createNativeQuery(
                        COLUMNS + "where id = cast(:id as uuid) and group_id = cast(:group as uuid)", Object[].class)
                .setParameter("id", id.toString())
                .setParameter("group", group.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RecoveriesTable::recovery));
    }

    /** Goes one step on with the one that has waited longest; returns how many deliveries that started, or empty where none runs. */
    Uni<Optional<Integer>> step(Mutiny.StatelessSession session, Instant now) {
        return session.createNativeQuery(COLUMNS + """
                                where state = 'Running' order by stepped_at, id limit 1 for update skip locked
                                """, Object[].class)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : step(session, recovery(rows.getFirst()), UUID.fromString((String) rows.getFirst()[9]), now)
                                .map(Optional::of));
    }

    private Uni<Integer> step(Mutiny.StatelessSession session, Recovery recovery, UUID group, Instant now) {
        return groups.findKept(session, group).chain(kept -> {
            Optional<Receiver.Webhook> webhook = kept.flatMap(found -> found.webhook(recovery.receiver()));
            if (webhook.isEmpty()) {
                return note(session, recovery, 0, Recovery.State.Failed, "webhook-not-found", now);
            }
            WebhookId id = new WebhookId(group, recovery.receiver());
            return room(session, id, webhook.get().uri().toString())
                    .chain(room -> room < 0
                            ? note(session, recovery, 0, Recovery.State.Failed, "webhook-disabled", now)
                            : room == 0
                                    ? note(session, recovery, 0, Recovery.State.Running, "", now)
                                    : restart(session, recovery, id, kept.orElseThrow(), webhook.get(), room, now)
                                            .chain(started -> note(
                                                    session,
                                                    recovery,
                                                    started,
                                                    started < room ? Recovery.State.Completed : Recovery.State.Running,
                                                    "",
                                                    now)));
        });
    }

    /** How many more may wait now; -1 where the webhook is disabled. */
    private static Uni<Integer> room(Mutiny.StatelessSession session, WebhookId webhook, String target) {
        return session.createNativeQuery("""
                        select case when exists (select 1 from webhook_endpoint
                                                 where group_id = cast(:group as uuid) and receiver_name = :name
                                                   and target_key = md5(:target) and disabled_at is not null) then -1
                               else greatest(0, cast(:most as int) - (
                                   select count(*) from delivery
                                   where group_id = cast(:group as uuid) and receiver_name = :name
                                     and state in ('Gathering', 'Pending', 'Sending'))) end
                        """, Long.class)
                .setParameter("group", webhook.group().toString())
                .setParameter("name", webhook.receiver())
                .setParameter("target", target)
                .setParameter("most", MOST_WAITING)
                .getSingleResult()
                .map(Long::intValue);
    }

    /**
     * They go to where the webhook is now, in the form that it wants now, and are signed with what it has now: that is what
     * was mended. A digest keeps its form, since not every form has room for one.
     */
    private static Uni<Integer> restart(
            Mutiny.StatelessSession session,
            Recovery recovery,
            WebhookId id,
            Kept kept,
            Receiver.Webhook webhook,
            int most,
            Instant now) {
        return session.createNativeQuery("""
                        with chosen as (
                            select id from delivery
                            where group_id = cast(:group as uuid) and receiver_name = :name and state in ('GaveUp', 'Refused')
                              and finished_at >= timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond'
                              and finished_at < timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond'
                            order by finished_at, id limit :most
                            for update skip locked
                        )
                        update delivery
                        set state = 'Pending', attempts = 0, reason = null, detail = null, finished_at = null, silence_id = null,
                            due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond',
                            target = :target, endpoint = :endpoint, sealed_secret = coalesce(decode(:secret, 'hex'), sealed_secret),
                            body_format = case when bundle is null then :format else body_format end
                        where id in (select id from chosen)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("group", id.group().toString())
                .setParameter("name", id.receiver())
                .setParameter("since", Instants.toMicros(recovery.since()))
                .setParameter("until", Instants.toMicros(recovery.until()))
                .setParameter("most", most)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("target", webhook.uri().toString())
                .setParameter("endpoint", webhook.endpoint())
                .setParameter("format", webhook.format().word())
                .setParameter(
                        "secret",
                        Optional.ofNullable(kept.sealedSecrets().get(id.receiver()))
                                .map(HexFormat.of()::formatHex)
                                .orElse(null))
                .getResultList()
                .map(List::size);
    }

    private static Uni<Integer> note(
            Mutiny.StatelessSession session,
            Recovery recovery,
            int started,
            Recovery.State state,
            String reason,
            Instant now) {
        return session.createNativeQuery("""
                        update webhook_recovery
                        set replayed = replayed + :started, state = :state, reason = nullif(:reason, ''), stepped_at = m.now,
                            finished_at = case when :state <> 'Running' then m.now end
                        from (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as m
                        where id = cast(:id as uuid)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("started", started)
                .setParameter("state", state.name())
                .setParameter("reason", reason)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("id", recovery.id().toString())
                .getSingleResult()
                .replaceWith(started);
    }

    private static Recovery recovery(Object[] row) {
        return new Recovery(
                UUID.fromString((String) row[0]),
                (String) row[1],
                Instants.ofMicros((Long) row[2]),
                Instants.ofMicros((Long) row[3]),
                Recovery.State.valueOf((String) row[4]),
                Optional.ofNullable((String) row[5]),
                ((Number) row[6]).longValue(),
                Instants.ofMicros((Long) row[7]),
                Optional.ofNullable((Long) row[8]).map(Instants::ofMicros));
    }
}
