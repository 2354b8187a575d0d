package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.ClaimsTable.Claims;
import dev.outlay.alert.recipient.RecipientsTable;
import dev.outlay.alert.recipient.Wishes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts mails off that were claimed at a time at which their recipients want none, in the transaction of the claim: each recipient has one open digest for each price view, which
 * is due when mail is wanted again, and what waits joins it; the unique index of open digests decides which that is. A delivery all of whose alerts have
 * joined is {@code Resolved}. Whoever changes what a recipient wishes waits for that transaction, and finds all that it has put off. Where two replicas wait for each
 * other's digests, PostgreSQL ends the transaction of one, which then claims again.
 */
@ApplicationScoped
class WaitingTable {

    /** What was told by another delivery is said to be so under this reason. */
    static final String TOLD_TOGETHER = "told-together";

    /** Alerts of a digest after which another is opened; those that join in one turn stay together. */
    static final int MOST_IN_DIGEST = 100;

    private final RecipientsTable recipients;

    WaitingTable(RecipientsTable recipients) {
        this.recipients = recipients;
    }

    /** An alert that leaves its delivery for the digest of its recipient; {@code all} where nothing of the delivery goes now. */
    private record Joining(WaitingDecision.Together from, Claimed.Said said, boolean all) {}

    /** What the recipients of claimed mails wish, by address; the same to the end of the transaction. */
    record Wished(Map<String, Wishes> byAddress, Instant now) {

        /** Whether a delivery may go now. */
        WaitingDecision of(Claimed claimed) {
            Wishes wished = isMail(claimed) ? byAddress.get(claimed.receiver()) : null;
            return wished == null ? new WaitingDecision.Now(claimed) : WaitingDecision.of(claimed, wished, now);
        }
    }

    /** Asks what is wished. */
    Uni<Wished> wished(Mutiny.StatelessSession session, Claims claims, Instant now) {
        List<String> addresses = claims.claimed().stream()
                .filter(WaitingTable::isMail)
                .map(Claimed::receiver)
                .distinct()
                .toList();
        return addresses.isEmpty()
                ? Uni.createFrom().item(new Wished(Map.of(), now))
                : recipients.of(session, addresses).map(wishes -> new Wished(wishes, now));
    }

    private static boolean isMail(Claimed claimed) {
        return claimed.kind().equals(DeliveryPlan.EMAIL);
    }

    /** Puts off what is to wait, and returns the rest, which is to be sent. */
    Uni<Claims> putOff(Mutiny.StatelessSession session, Claims claims, Wished wished) {
        return wished.byAddress().isEmpty()
                ? Uni.createFrom().item(claims)
                : apply(
                        session,
                        claims,
                        claims.claimed().stream().map(wished::of).toList(),
                        wished.now());
    }

    private static Uni<Claims> apply(
            Mutiny.StatelessSession session, Claims claims, List<WaitingDecision> decisions, Instant now) {
        List<Claimed> told = new ArrayList<>();
        List<WaitingDecision.Alone> alone = new ArrayList<>();
        List<Joining> joining = new ArrayList<>();
        for (WaitingDecision decision : decisions) {
            switch (decision) {
                case WaitingDecision.Now all -> told.add(all.claimed());
                case WaitingDecision.Alone all -> alone.add(all);
                case WaitingDecision.Together some -> {
                    boolean all = some.rest().said().isEmpty();
                    if (!all) {
                        told.add(some.rest());
                    }
                    some.later().forEach(said -> joining.add(new Joining(some, said, all)));
                }
            }
        }
        if (alone.isEmpty() && joining.isEmpty()) {
            return Uni.createFrom().item(claims);
        }
        return keep(session, alone)
                .chain(() -> close(session, joining))
                .chain(() -> join(session, joining, now))
                .replaceWith(claims.only(told));
    }

    private static Uni<Integer> keep(Mutiny.StatelessSession session, List<WaitingDecision.Alone> alone) {
        if (alone.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update delivery d
                        set state = 'Muted', reason = :reason, detail = null, claim = null, attempts = d.attempts - 1,
                            due_at = timestamptz 'epoch' + t.due * interval '1 microsecond'
                        from unnest(cast(:ids as uuid[]), cast(:due as bigint[])) as t(id, due)
                        where d.id = t.id
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter("reason", WaitingDecision.QUIET)
                .setParameter(
                        "ids", of(alone, UUID[]::new, each -> each.claimed().id()))
                .setParameter("due", of(alone, Long[]::new, each -> Instants.toMicros(each.until())))
                .getResultList()
                .map(List::size);
    }

    /** No more alerts join a digest that has as many as a mail may well have; the next ones open another. */
    private static Uni<Integer> close(Mutiny.StatelessSession session, List<Joining> joining) {
        if (joining.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update delivery set bundle = bundle || ' ' || id
                        where id in (select d.id from delivery d
                                     where d.kind = 'email' and d.state = 'Gathering' and d.bundle = any(cast(:bundles as text[]))
                                       and md5(d.receiver) in (select md5(each) from unnest(cast(:receivers as text[])) as t(each))
                                       and (select count(*) from delivery_alert da where da.delivery_id = d.id) >= cast(:most as int)
                                     order by d.id for update)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("bundles", of(joining, String[]::new, each -> bundle(each.said())))
                .setParameter(
                        "receivers",
                        of(joining, String[]::new, each -> each.from().rest().receiver()))
                .setParameter("most", MOST_IN_DIGEST)
                .getResultList()
                .map(List::size);
    }

    private static Uni<Integer> join(Mutiny.StatelessSession session, List<Joining> joining, Instant now) {
        if (joining.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        with joining as materialized (
                            select * from unnest(cast(:ids as uuid[]), cast(:alerts as uuid[]), cast(:bundles as text[]), cast(:reasons as text[]),
                                                 cast(:due as bigint[]), cast(:all as boolean[]))
                                     as t(id, alert_id, bundle, reason, due, complete)
                        ), opened as (
                            insert into delivery (id, kind, receiver, target, endpoint, bundle, state, reason, due_at, created_at)
                            select gen_random_uuid(), t.kind, t.receiver, t.target, t.endpoint, t.bundle, 'Gathering', t.reason,
                                   timestamptz 'epoch' + t.due * interval '1 microsecond',
                                   timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                            from (select distinct on (d.kind, d.receiver, j.bundle) d.kind, d.receiver, d.target, d.endpoint, j.bundle, j.reason, j.due
                                  from joining j join delivery d on d.id = j.id
                                  order by d.kind, d.receiver, j.bundle, d.created_at desc) as t
                            order by t.kind, t.receiver, t.bundle
                            on conflict (kind, md5(receiver), bundle) where state = 'Gathering'
                            do update set target = excluded.target, reason = excluded.reason, due_at = least(delivery.due_at, excluded.due_at)
                            returning id, receiver, bundle
                        ), moved as (
                            update delivery_alert da set delivery_id = o.id
                            from joining j
                            join delivery d on d.id = j.id
                            join opened o on o.receiver = d.receiver and o.bundle = j.bundle
                            where da.delivery_id = j.id and da.alert_id = j.alert_id
                            returning j.id, o.id as digest, j.complete
                        )
                        update delivery d
                        set state = 'Resolved', reason = :together, detail = 'told by delivery ' || m.digest, claim = null,
                            attempts = d.attempts - 1, due_at = null,
                            finished_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from (select distinct on (id) id, digest from moved where complete order by id, digest) as m
                        where d.id = m.id
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("together", TOLD_TOGETHER)
                .setParameter(
                        "ids",
                        of(joining, UUID[]::new, each -> each.from().rest().id()))
                .setParameter(
                        "alerts",
                        of(joining, UUID[]::new, each -> each.said().crossing().id()))
                .setParameter("bundles", of(joining, String[]::new, each -> bundle(each.said())))
                .setParameter(
                        "reasons",
                        of(
                                joining,
                                String[]::new,
                                each -> each.from().quiet() ? WaitingDecision.QUIET : WaitingDecision.DIGEST))
                .setParameter(
                        "due",
                        of(
                                joining,
                                Long[]::new,
                                each -> Instants.toMicros(each.from().until())))
                .setParameter("all", of(joining, Boolean[]::new, Joining::all))
                .getResultList()
                .map(List::size);
    }

    /** Known by its first word where it is claimed ({@link ClaimsTable}): what is put off there has waited. */
    private static String bundle(Claimed.Said said) {
        return "wished " + said.crossing().priceView();
    }

    /** What waits for a recipient is due now, since something else is wished; it is looked at anew. Returns how many it was. */
    Uni<Integer> release(Mutiny.StatelessSession session, String address, Instant now) {
        return session.createNativeQuery("""
                        update delivery set due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id in (select id from delivery
                                     where kind = 'email' and md5(receiver) = md5(:address) and receiver = :address
                                       and ((state = 'Gathering' and bundle like 'wished %') or (state = 'Muted' and reason = :reason))
                                     order by id for update skip locked)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("address", address)
                .setParameter("reason", WaitingDecision.QUIET)
                .getResultList()
                .map(List::size);
    }

    private static <R, T> T[] of(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
