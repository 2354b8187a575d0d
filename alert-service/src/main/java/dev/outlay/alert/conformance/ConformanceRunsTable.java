package dev.outlay.alert.conformance;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The table {@code conformance_run}: one run of a webhook at a time, by a unique index, and no more in all than may be, counted under an advisory lock. A run goes on under a claim with an end; whoever has lost it
 * writes nothing more.
 */
@ApplicationScoped
class ConformanceRunsTable {

    private static final String COLUMNS = """
            select cast(id as text), receiver_name, endpoint, body_format, state, reason,
                   cast(extract(epoch from created_at) * 1000000 as bigint),
                   cast(extract(epoch from finished_at) * 1000000 as bigint)
            from conformance_run
            """;

    /** How many there are that go on, and how many a principal has asked for lately. */
    record Count(
            int running,
            int ofEndpoint,
            int ofCustomer,
            int ofPrincipal,
            int askedByPrincipal,
            Optional<Instant> firstAsked) {}

    /** For whom is counted. */
    record Asking(String endpoint, String customer, String principal) {}

    /**
     * A run that this replica carries on until its claim ends.
     *
     * @param target md5 of the URI that it was begun with
     * @param claims how often it was taken up, this time included
     */
    record Taken(UUID id, UUID claim, UUID group, String receiver, String target, int claims, Instant createdAt) {}

    /** Counts, for somebody who wants to begin one. Others wait here till the transaction has ended, so that two at once are counted one after the other. */
    Uni<Count> count(Mutiny.StatelessSession session, Asking asking, Instant since) {
        return session.createNativeQuery("select cast(pg_advisory_xact_lock(20261127) as text)", String.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery("""
                                select r.running, r.of_endpoint, r.of_customer, r.of_principal, a.asked, a.first
                                from (select count(*) as running,
                                             count(*) filter (where r.endpoint = :endpoint) as of_endpoint,
                                             count(*) filter (where g.customer_key = :customer) as of_customer,
                                             count(*) filter (where r.asked_by = :principal) as of_principal
                                      from conformance_run r left join action_group g on g.id = r.group_id
                                      where r.state = 'Running') as r
                                cross join (select count(*) as asked, cast(extract(epoch from min(created_at)) * 1000000 as bigint) as first
                                            from conformance_run
                                            where md5(asked_by) = md5(:principal) and asked_by = :principal
                                              and created_at > timestamptz 'epoch' + cast(:since as bigint) * interval '1 microsecond') as a
                                """, Object[].class)
                        .setParameter("since", Instants.toMicros(since))
                        .setParameter("endpoint", asking.endpoint())
                        .setParameter("customer", asking.customer())
                        .setParameter("principal", asking.principal())
                        .getSingleResult())
                .map(row -> new Count(
                        ((Number) row[0]).intValue(),
                        ((Number) row[1]).intValue(),
                        ((Number) row[2]).intValue(),
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).intValue(),
                        Optional.ofNullable((Long) row[5]).map(Instants::ofMicros)));
    }

    /** Begins one, and forgets the webhook's oldest beyond {@link OperateConformance#MOST_KEPT}; empty where one of it goes on. */
    Uni<Optional<ConformanceRun>> begin(
            Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, String principal, Instant now) {
        return insert(session, group, webhook, principal, now)
                .chain(begun -> begun.isEmpty()
                        ? Uni.createFrom().item(Optional.<ConformanceRun>empty())
                        : keepLatest(session, group, webhook, OperateConformance.MOST_KEPT)
                                .chain(() -> find(session, group, begun.get())));
    }

    private static Uni<Optional<UUID>> insert(
            Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, String principal, Instant now) {
        UUID id = UUID.randomUUID();
        return session.createNativeQuery("""
                        insert into conformance_run (id, group_id, receiver_name, target_key, endpoint, body_format, state, asked_by, created_at)
                        values (cast(:id as uuid), cast(:group as uuid), :name, md5(:target), :endpoint, :format, 'Running', :by,
                                timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond')
                        on conflict (group_id, receiver_name) where state = 'Running' do nothing
                        returning cast(id as text)
                        """, String.class)
                .setParameter("id", id.toString())
                .setParameter("group", group.toString())
                .setParameter("name", webhook.name().toLowerCase(Locale.ROOT))
                .setParameter("target", webhook.uri().toString())
                .setParameter("endpoint", webhook.endpoint())
                .setParameter("format", webhook.format().word())
                .setParameter("by", principal)
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(rows -> rows.isEmpty() ? Optional.empty() : Optional.of(id));
    }

    /** That of this group with this id, without its cases. */
    Uni<Optional<ConformanceRun>> find(Mutiny.StatelessSession session, UUID group, UUID id) {
        return session.createNativeQuery(
                        COLUMNS + "where id = cast(:id as uuid) and group_id = cast(:group as uuid)", Object[].class)
                .setParameter("id", id.toString())
                .setParameter("group", group.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ConformanceRunsTable::run));
    }

    /** Takes up some that nobody carries on, the oldest first. */
    Uni<List<Taken>> claim(Mutiny.StatelessSession session, int most, Instant now, Duration lease) {
        UUID claim = UUID.randomUUID();
        return session.createNativeQuery("""
                        with m as (
                            select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now,
                                   timestamptz 'epoch' + cast(:lease as bigint) * interval '1 microsecond' as lease
                        ), chosen as (
                            select r.id from m join conformance_run r
                              on r.state = 'Running' and (r.claimed_until is null or r.claimed_until <= m.now)
                            order by r.created_at, r.id limit :most
                            for update of r skip locked
                        )
                        update conformance_run r
                        set claim = cast(:claim as uuid), claimed_until = m.lease, claims = r.claims + 1
                        from chosen c, m where r.id = c.id
                        returning cast(r.id as text), cast(r.group_id as text), r.receiver_name, r.target_key, r.claims,
                                  cast(extract(epoch from r.created_at) * 1000000 as bigint)
                        """, Object[].class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("lease", Instants.toMicros(now.plus(lease)))
                .setParameter("most", most)
                .setParameter("claim", claim.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Taken(
                                UUID.fromString((String) row[0]),
                                claim,
                                UUID.fromString((String) row[1]),
                                (String) row[2],
                                (String) row[3],
                                (Integer) row[4],
                                Instants.ofMicros((Long) row[5])))
                        .toList());
    }

    /** Keeps the claim for so long from now. Says whether there was one to keep. */
    Uni<Boolean> hold(Mutiny.StatelessSession session, Taken run, Instant until) {
        return session.createNativeQuery("""
                        update conformance_run
                        set claimed_until = timestamptz 'epoch' + cast(:until as bigint) * interval '1 microsecond'
                        where id = cast(:id as uuid) and claim = cast(:claim as uuid) and state = 'Running'
                        returning cast(id as text)
                        """, String.class)
                .setParameter("until", Instants.toMicros(until))
                .setParameter("id", run.id().toString())
                .setParameter("claim", run.claim().toString())
                .getResultList()
                .map(rows -> !rows.isEmpty());
    }

    /** Ends one. Says whether it was there to be ended. */
    Uni<Boolean> finish(
            Mutiny.StatelessSession session, Taken run, ConformanceRun.State state, String reason, Instant now) {
        return session.createNativeQuery("""
                        update conformance_run
                        set state = :state, reason = nullif(:reason, ''), claim = null, claimed_until = null,
                            finished_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id = cast(:id as uuid) and claim = cast(:claim as uuid) and state = 'Running'
                        returning cast(id as text)
                        """, String.class)
                .setParameter("state", state.name())
                .setParameter("reason", reason)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("id", run.id().toString())
                .setParameter("claim", run.claim().toString())
                .getResultList()
                .map(rows -> !rows.isEmpty());
    }

    /** Gives claims back, so that others need not wait for their end; those that are somebody else's by now are left alone. */
    Uni<Integer> release(Mutiny.StatelessSession session, Collection<Taken> held) {
        return session.createNativeQuery("""
                        update conformance_run r
                        set claim = null, claimed_until = null, claims = greatest(r.claims - 1, 0)
                        from unnest(cast(cast(:ids as text[]) as uuid[]), cast(cast(:claims as text[]) as uuid[])) as h(id, claim)
                        where r.id = h.id and r.claim = h.claim and r.state = 'Running'
                        returning cast(r.id as text)
                        """, String.class)
                .setParameter(
                        "ids", held.stream().map(run -> run.id().toString()).toArray(String[]::new))
                .setParameter(
                        "claims",
                        held.stream().map(run -> run.claim().toString()).toArray(String[]::new))
                .getResultList()
                .map(List::size);
    }

    /** Forgets of one webhook all but the latest, with their cases; what goes on stays. */
    private static Uni<Integer> keepLatest(
            Mutiny.StatelessSession session, UUID group, Receiver.Webhook webhook, int most) {
        return session.createNativeQuery("""
                        delete from conformance_run
                        where state <> 'Running' and id in (
                            select id from conformance_run where group_id = cast(:group as uuid) and receiver_name = :name
                            order by created_at desc, id offset :most)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("group", group.toString())
                .setParameter("name", webhook.name().toLowerCase(Locale.ROOT))
                .setParameter("most", most)
                .getResultList()
                .map(List::size);
    }

    /** Forgets some that began before a moment, with their cases, the oldest first; returns how many it was. */
    Uni<Integer> forget(Mutiny.StatelessSession session, Instant before, int most) {
        return session.createNativeQuery("""
                        delete from conformance_run where id in (
                            select id from conformance_run
                            where created_at < timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond' and state <> 'Running'
                            order by created_at limit :most)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("most", most)
                .setParameter("before", Instants.toMicros(before))
                .getResultList()
                .map(List::size);
    }

    private static ConformanceRun run(Object[] row) {
        return new ConformanceRun(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                BodyFormat.ofWord((String) row[3]).orElseThrow(),
                ConformanceRun.State.valueOf((String) row[4]),
                Optional.ofNullable((String) row[5]),
                Instants.ofMicros((Long) row[6]),
                Optional.ofNullable((Long) row[7]).map(Instants::ofMicros),
                List.of());
    }
}
