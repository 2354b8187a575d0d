package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.ClaimsTable.Claims;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Holds deliveries to the rate that a webhook allows ({@code WebHook-Allowed-Rate}), over all replicas: in the transaction of the claim the row of the webhook is
 * locked, which says when its next message may go ({@link Pace}). What has its turn in a moment is sent then, by whoever has claimed it; what is later waits, all that is due to that webhook in one
 * statement, each for a turn of its own behind those that wait already, so that nothing is claimed time and again. Waiting uses up no attempt.
 */
@ApplicationScoped
class WebhookPacesTable {

    /** What waits for its turn says so under this reason. */
    static final String ALLOWED_RATE = "allowed-rate";

    /** So long a delivery is kept for its turn by whoever has claimed it: longer than it takes to look for due ones, much shorter than a lease. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** Deliveries that are given a turn in one statement. */
    private static final int MOST = 5000;

    /** A webhook at one URI. */
    private record Place(WebhookId webhook, String target) {}

    private final Duration moment;

    WebhookPacesTable(Settings settings) {
        Duration part = settings.delivery().lease().dividedBy(4);
        this.moment = part.compareTo(MOMENT) < 0 ? part : MOMENT;
    }

    /** Puts back what would be too fast, and returns the rest, which is to be sent, some of it in its turn. */
    Uni<Claims> hold(Mutiny.StatelessSession session, Claims claims, Instant now) {
        Map<Place, List<Claimed>> paced = new LinkedHashMap<>();
        for (Claimed claimed : claims.claimed()) {
            if (claimed.known().paced()) {
                claimed.webhook().ifPresent(webhook -> paced.computeIfAbsent(
                                new Place(webhook, claimed.target()), place -> new ArrayList<>())
                        .add(claimed));
            }
        }
        return paced.isEmpty()
                ? Uni.createFrom().item(claims)
                : paces(session, List.copyOf(paced.keySet()), now)
                        .chain(paces -> hold(session, claims, paced, paces, now));
    }

    private static Uni<Map<Place, Pace>> paces(Mutiny.StatelessSession session, List<Place> places, Instant now) {
        return session.createNativeQuery("""
                        select cast(v.group_id as text), v.receiver_name, v.target, v.rate,
                               cast(extract(epoch from v.next_at) * 1000000 as bigint)
                        from webhook_verification v
                        where v.rate is not null
                          and (v.group_id, v.receiver_name, v.target_key) in (
                              select cast(t.id as uuid), t.name, md5(t.target)
                              from unnest(cast(:groups as text[]), cast(:names as text[]), cast(:targets as text[])) as t(id, name, target))
                        order by v.id for update
                        """, Object[].class)
                .setParameter("groups", groups(places))
                .setParameter("names", names(places))
                .setParameter("targets", targets(places))
                .getResultList()
                .map(rows -> {
                    Map<Place, Pace> paces = new HashMap<>();
                    for (Object[] row : rows) {
                        paces.put(
                                new Place(new WebhookId(UUID.fromString((String) row[0]), (String) row[1]), (String)
                                        row[2]),
                                Pace.of(
                                        (Integer) row[3],
                                        Optional.ofNullable((Long) row[4]).map(Instants::ofMicros),
                                        now));
                    }
                    return paces;
                });
    }

    private Uni<Claims> hold(
            Mutiny.StatelessSession session,
            Claims claims,
            Map<Place, List<Claimed>> paced,
            Map<Place, Pace> paces,
            Instant now) {
        Map<UUID, Instant> turns = new HashMap<>();
        Map<Place, Pace> used = new LinkedHashMap<>();
        Map<Place, Pace> full = new LinkedHashMap<>();
        List<Claimed> late = new ArrayList<>();
        paces.forEach((place, pace) -> {
            List<Claimed> waiting = paced.getOrDefault(place, List.of()).stream()
                    .sorted(Comparator.comparing(Claimed::createdAt).thenComparing(Claimed::id))
                    .toList();
            List<Instant> given = pace.turns(waiting.size(), now, moment);
            for (int each = 0; each < given.size(); each++) {
                turns.put(waiting.get(each).id(), given.get(each));
            }
            Pace past = pace.past(given.size());
            if (!given.isEmpty()) {
                used.put(place, past);
            }
            if (given.size() < waiting.size()) {
                full.put(place, past);
                late.addAll(waiting.subList(given.size(), waiting.size()));
            }
        });
        List<Claimed> going =
                claims.claimed().stream().filter(each -> !late.contains(each)).toList();
        return take(session, used)
                .chain(() -> putBack(session, full, late, now))
                .replaceWith(new Claims(going, claims.more() || !late.isEmpty(), claims.muted(), Map.copyOf(turns)));
    }

    private static Uni<Integer> take(Mutiny.StatelessSession session, Map<Place, Pace> used) {
        if (used.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<Place> places = List.copyOf(used.keySet());
        return session.createNativeQuery("""
                        update webhook_verification v
                        set next_at = timestamptz 'epoch' + t.next_at * interval '1 microsecond'
                        from unnest(cast(:groups as text[]), cast(:names as text[]), cast(:targets as text[]), cast(:next as bigint[]))
                             as t(id, name, target, next_at)
                        where v.group_id = cast(t.id as uuid) and v.receiver_name = t.name and v.target_key = md5(t.target)
                        returning cast(v.id as text)
                        """, String.class)
                .setParameter("groups", groups(places))
                .setParameter("names", names(places))
                .setParameter("targets", targets(places))
                .setParameter("next", next(used))
                .getResultList()
                .map(List::size);
    }

    /**
     * Each gets a turn: those that were claimed too early, and what else is due there. What has never waited for one goes behind the last that somebody waits for. Where a turn has come and could not be kept, because nobody has sent for a while or
     * the rate is another one, all that wait there get new turns from the next one on, in the order in which they were made: it would have to wait for whoever has come later otherwise.
     */
    private static Uni<Integer> putBack(
            Mutiny.StatelessSession session, Map<Place, Pace> full, List<Claimed> late, Instant now) {
        if (full.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<Place> places = List.copyOf(full.keySet());
        return session.createNativeQuery("""
                        with asked as materialized (
                            select cast(t.id as uuid) as group_id, t.name, t.target, t.between_micros, m.now,
                                   timestamptz 'epoch' + t.next_at * interval '1 microsecond' as next_at
                            from unnest(cast(:groups as text[]), cast(:names as text[]), cast(:targets as text[]), cast(:next as bigint[]),
                                        cast(:between as bigint[])) as t(id, name, target, next_at, between_micros)
                            cross join (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as m
                        ), known as materialized (
                            select a.*,
                                   exists (select 1 from delivery d
                                           where d.group_id = a.group_id and d.receiver_name = a.name and d.target = a.target
                                             and d.reason = :reason
                                             and (d.id = any(cast(:late as uuid[])) or d.state = 'Pending' and d.due_at <= a.now)) as missed,
                                   (select max(d.due_at) from delivery d
                                    where d.group_id = a.group_id and d.receiver_name = a.name and d.target = a.target
                                      and d.state = 'Pending' and d.reason = :reason and d.due_at > a.now) as last_at
                            from asked a
                        ), paced as materialized (
                            select k.group_id, k.name, k.target, k.between_micros, k.now, k.missed,
                                   case when k.missed then k.next_at
                                        else greatest(k.next_at, k.last_at + k.between_micros * interval '1 microsecond') end as next_at
                            from known k
                        ), due as (
                            select d.id from paced p
                            join delivery d on d.group_id = p.group_id and d.receiver_name = p.name and d.target = p.target
                            where d.state = 'Pending' and (d.due_at <= p.now or p.missed and d.reason = :reason)
                            order by d.due_at, d.id limit :most
                            for update of d skip locked
                        ), waiting as (
                            select d.id, p.next_at, p.between_micros, d.state = 'Sending' as claimed,
                                   row_number() over (partition by p.group_id, p.name, p.target order by d.created_at, d.id) as place
                            from delivery d
                            join paced p on d.group_id = p.group_id and d.receiver_name = p.name and d.target = p.target
                            where d.id in (select id from due) or d.id = any(cast(:late as uuid[]))
                        )
                        update delivery d
                        set state = 'Pending', reason = :reason, claim = null,
                            attempts = d.attempts - case when w.claimed then 1 else 0 end,
                            due_at = w.next_at + (w.place - 1) * w.between_micros * interval '1 microsecond'
                        from waiting w where d.id = w.id
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter("reason", ALLOWED_RATE)
                .setParameter("groups", groups(places))
                .setParameter("names", names(places))
                .setParameter("targets", targets(places))
                .setParameter("next", next(full))
                .setParameter(
                        "between",
                        full.values().stream().map(Pace::betweenMicros).toArray(Long[]::new))
                .setParameter("now", Instants.toMicros(now))
                .setParameter("most", MOST)
                .setParameter("late", late.stream().map(Claimed::id).toArray(UUID[]::new))
                .getResultList()
                .map(List::size);
    }

    /** What waits for its turn at a webhook that has just said something is due now: it may allow another rate than before, none any more, or nothing at all. Returns how many deliveries it was. */
    Uni<Integer> release(Mutiny.StatelessSession session, UUID question, Instant now) {
        return session.createNativeQuery("""
                        update delivery set due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id in (select d.id from webhook_verification v
                                     join delivery d on d.group_id = v.group_id and d.receiver_name = v.receiver_name and d.target = v.target
                                     where v.question = cast(:question as uuid) and d.state = 'Pending' and d.reason = :reason
                                     order by d.id for update of d skip locked)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("question", question.toString())
                .setParameter("reason", ALLOWED_RATE)
                .getResultList()
                .map(List::size);
    }

    private static Long[] next(Map<Place, Pace> paces) {
        return paces.values().stream()
                .map(pace -> Instants.toMicros(pace.nextAt()))
                .toArray(Long[]::new);
    }

    private static String[] groups(List<Place> places) {
        return of(places, String[]::new, place -> place.webhook().group().toString());
    }

    private static String[] names(List<Place> places) {
        return of(places, String[]::new, place -> place.webhook().receiver());
    }

    private static String[] targets(List<Place> places) {
        return of(places, String[]::new, Place::target);
    }

    private static <R, T> T[] of(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
