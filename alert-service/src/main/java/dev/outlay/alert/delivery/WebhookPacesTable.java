package dev.outlay.alert.delivery;

import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.ClaimsTable.Claims;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Holds deliveries to the rate that a webhook allows ({@code WebHook-Allowed-Rate}), over all replicas: in the transaction of the claim the row of the webhook is
 * locked, which says when its next message may go. Messages go at even distances, so that no minute has more than are allowed, wherever it begins. What comes too
 * early waits for its turn and has used up no attempt.
 */
@ApplicationScoped
class WebhookPacesTable {

    private static final long MICROS_OF_MINUTE = 60_000_000;

    /** A webhook that allows a rate. */
    private record Pace(long betweenMicros, Instant nextAt) {}

    private record Late(Claimed claimed, Instant until) {}

    /** A webhook at one URI. */
    private record Place(WebhookId webhook, String target) {}

    /** Puts back what would be too fast, and returns the rest, which is to be sent. */
    Uni<Claims> hold(Mutiny.StatelessSession session, Claims claims, Instant now) {
        List<Claimed> paced = claims.claimed().stream()
                .filter(claimed -> claimed.known().paced())
                .toList();
        return paced.isEmpty()
                ? Uni.createFrom().item(claims)
                : paces(session, paced, now).chain(paces -> hold(session, claims, paces, now));
    }

    private static Uni<Map<Place, Pace>> paces(Mutiny.StatelessSession session, List<Claimed> paced, Instant now) {
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
                .setParameter("groups", of(paced, String[]::new, each -> each.webhook()
                        .orElseThrow()
                        .group()
                        .toString()))
                .setParameter("names", of(paced, String[]::new, each -> each.webhook()
                        .orElseThrow()
                        .receiver()))
                .setParameter("targets", of(paced, String[]::new, Claimed::target))
                .getResultList()
                .map(rows -> {
                    Map<Place, Pace> paces = new HashMap<>();
                    for (Object[] row : rows) {
                        Instant next = row[4] == null ? now : Instants.ofMicros((Long) row[4]);
                        paces.put(
                                new Place(new WebhookId(UUID.fromString((String) row[0]), (String) row[1]), (String)
                                        row[2]),
                                new Pace(MICROS_OF_MINUTE / (Integer) row[3], next.isBefore(now) ? now : next));
                    }
                    return paces;
                });
    }

    private static Uni<Claims> hold(
            Mutiny.StatelessSession session, Claims claims, Map<Place, Pace> paces, Instant now) {
        List<Claimed> going = new ArrayList<>();
        List<Late> late = new ArrayList<>();
        Map<Place, Pace> used = new HashMap<>();
        Map<Place, Instant> turns = new HashMap<>();
        for (Claimed claimed : claims.claimed()) {
            Place place = claimed.webhook()
                    .map(webhook -> new Place(webhook, claimed.target()))
                    .orElse(null);
            Pace pace = place == null ? null : paces.get(place);
            if (place == null || pace == null) {
                going.add(claimed);
                continue;
            }
            Instant turn = turns.getOrDefault(place, pace.nextAt());
            Instant after = turn.plusNanos(pace.betweenMicros() * 1000);
            turns.put(place, after);
            if (turn.isAfter(now)) {
                late.add(new Late(claimed, turn));
            } else {
                going.add(claimed);
                used.put(place, new Pace(pace.betweenMicros(), after));
            }
        }
        return take(session, List.copyOf(used.entrySet()))
                .chain(() -> putBack(session, late))
                .replaceWith(
                        late.isEmpty()
                                ? claims
                                // There was room for what is not sent now: others may be due.
                                : new Claims(List.copyOf(going), true, claims.muted()));
    }

    private static Uni<Integer> take(Mutiny.StatelessSession session, List<Map.Entry<Place, Pace>> used) {
        if (used.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update webhook_verification v
                        set next_at = timestamptz 'epoch' + t.next_at * interval '1 microsecond'
                        from unnest(cast(:groups as text[]), cast(:names as text[]), cast(:targets as text[]), cast(:next as bigint[]))
                             as t(id, name, target, next_at)
                        where v.group_id = cast(t.id as uuid) and v.receiver_name = t.name and v.target_key = md5(t.target)
                        returning cast(v.id as text)
                        """, String.class)
                .setParameter("groups", of(used, String[]::new, each -> each.getKey()
                        .webhook()
                        .group()
                        .toString()))
                .setParameter(
                        "names",
                        of(used, String[]::new, each -> each.getKey().webhook().receiver()))
                .setParameter(
                        "targets", of(used, String[]::new, each -> each.getKey().target()))
                .setParameter(
                        "next",
                        of(
                                used,
                                Long[]::new,
                                each -> Instants.toMicros(each.getValue().nextAt())))
                .getResultList()
                .map(List::size);
    }

    private static Uni<Integer> putBack(Mutiny.StatelessSession session, List<Late> late) {
        if (late.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        update delivery d
                        set state = 'Pending', reason = 'allowed-rate', claim = null, attempts = d.attempts - 1,
                            due_at = timestamptz 'epoch' + t.due * interval '1 microsecond'
                        from unnest(cast(:ids as uuid[]), cast(:due as bigint[])) as t(id, due)
                        where d.id = t.id
                        returning cast(d.id as text)
                        """, String.class)
                .setParameter(
                        "ids", of(late, UUID[]::new, each -> each.claimed().id()))
                // Rounded up, so that it is not looked at just before its turn.
                .setParameter(
                        "due",
                        of(
                                late,
                                Long[]::new,
                                each -> Instants.toMicros(each.until().plusNanos(999))))
                .getResultList()
                .map(List::size);
    }

    private static <R, T> T[] of(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }
}
