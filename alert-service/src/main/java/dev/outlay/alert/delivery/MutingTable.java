package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.ClaimsTable.Claims;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.silence.Silence;
import dev.outlay.alert.silence.SilencesTable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Mutes deliveries that were claimed, in the transaction of the claim: what is not to be told is not sent, and stands in the table
 * as muted, with the reason and, where it is a silence, with that and until when. Whoever ends the silence waits for that, and finds all that it has muted.
 */
@ApplicationScoped
class MutingTable {

    private final SilencesTable silences;
    private final OverTable over;
    private final AccessHeard heard;
    private final String partnerTenant;

    MutingTable(SilencesTable silences, OverTable over, AccessHeard heard, Settings settings) {
        this.silences = silences;
        this.over = over;
        this.heard = heard;
        this.partnerTenant = settings.partner().tenant().orElse("");
    }

    /** An alert that leaves a digest for a delivery of its own. */
    private record Leaving(UUID digest, NoiseDecision.Part part) {}

    /**
     * Mutes what is not to be told, and returns the rest, which is to be sent or waits for its recipient.
     *
     * @param waiting what of a delivery waits
     */
    Uni<Claims> mute(
            Mutiny.StatelessSession session, Claims claims, Function<Claimed, WaitingDecision> waiting, Instant now) {
        List<String> scopes = claims.claimed().stream()
                .flatMap(claimed -> claimed.said().stream())
                .flatMap(said -> Silence.keysOver(said.crossing()).stream())
                .distinct()
                .toList();
        Map<String, Boolean> asked = new HashMap<>();
        Predicate<String> isPartners = address -> asked.computeIfAbsent(address, this::isPartners);
        return scopes.isEmpty()
                ? Uni.createFrom().item(claims)
                : silences.inForce(session, scopes, now)
                        .chain(inForce -> decided(
                                session,
                                claims.claimed(),
                                claimed -> NoiseDecision.of(claimed, waiting.apply(claimed), inForce, isPartners)))
                        .chain(decisions -> apply(session, claims, decisions, now));
    }

    /** What is muted since its alert is over is decided again with that alert held: it may just be active again, and then nobody would tell it. */
    private Uni<List<NoiseDecision>> decided(
            Mutiny.StatelessSession session, List<Claimed> claimed, Function<Claimed, NoiseDecision> decision) {
        List<NoiseDecision> first = claimed.stream().map(decision).toList();
        Set<UUID> asked = first.stream().flatMap(MutingTable::over).collect(Collectors.toSet());
        return asked.isEmpty()
                ? Uni.createFrom().item(first)
                : over.hold(session, asked).map(held -> claimed.stream()
                        .map(each -> decision.apply(each.saying(each.said().stream()
                                .map(said -> asked.contains(said.crossing().id())
                                        ? said.with(held.getOrDefault(
                                                said.crossing().id(), Alert.Status.ACTIVE))
                                        : said)
                                .toList())))
                        .toList());
    }

    /** The alerts that are over, of what is not told for that reason. */
    private static Stream<UUID> over(NoiseDecision decision) {
        return switch (decision) {
            case NoiseDecision.Told ignored -> Stream.empty();
            case NoiseDecision.Muted all ->
                all.cause().isOver() || !all.apart().isEmpty()
                        ? all.claimed().said().stream()
                                .filter(said -> said.status() != Alert.Status.ACTIVE)
                                .map(said -> said.crossing().id())
                        : Stream.empty();
            case NoiseDecision.Parted some ->
                some.parts().stream()
                        .filter(part -> part.cause().isOver())
                        .map(part -> part.said().crossing().id());
        };
    }

    private boolean isPartners(String address) {
        return !partnerTenant.isEmpty() && heard.readsAt(partnerTenant, address);
    }

    private static Uni<Claims> apply(
            Mutiny.StatelessSession session, Claims claims, List<NoiseDecision> decisions, Instant now) {
        List<Claimed> told = new ArrayList<>();
        List<NoiseDecision.Muted> kept = new ArrayList<>();
        List<Leaving> leaving = new ArrayList<>();
        for (NoiseDecision decision : decisions) {
            switch (decision) {
                case NoiseDecision.Told all -> told.add(all.claimed());
                case NoiseDecision.Muted all -> {
                    kept.add(all);
                    all.apart()
                            .forEach(part ->
                                    leaving.add(new Leaving(all.claimed().id(), part)));
                }
                case NoiseDecision.Parted parted -> {
                    told.add(parted.rest());
                    parted.parts()
                            .forEach(part ->
                                    leaving.add(new Leaving(parted.rest().id(), part)));
                }
            }
        }
        if (kept.isEmpty() && leaving.isEmpty()) {
            return Uni.createFrom().item(claims);
        }
        // There was room for what is not sent now: others may be due.
        return keep(session, kept, now)
                .chain(() -> part(session, leaving, now))
                .replaceWith(new Claims(List.copyOf(told), true, kept.size() + leaving.size(), claims.turns()));
    }

    private static Uni<Integer> keep(Mutiny.StatelessSession session, List<NoiseDecision.Muted> kept, Instant now) {
        if (kept.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        with seen as materialized (
                            select * from unnest(cast(:ids as uuid[]), cast(:claims as uuid[]), cast(:attempts as int[]),
                                                 cast(cast(:silences as text[]) as uuid[]), cast(:reasons as text[]), cast(:details as text[]),
                                                 cast(:due as bigint[]))
                                     as t(id, claim, attempt, silence_id, reason, detail, due)
                        ), muted as (
                            update delivery d
                            set state = 'Muted', reason = s.reason, detail = nullif(s.detail, ''), claim = null, attempts = d.attempts - 1,
                                silence_id = coalesce(s.silence_id, d.silence_id),
                                due_at = timestamptz 'epoch' + s.due * interval '1 microsecond',
                                finished_at = case when s.due is null
                                    then timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end
                            from seen s where d.id = s.id
                            returning d.id
                        )
                        insert into delivery_attempt (delivery_id, claim, number, ended_at, outcome, reason, detail)
                        select s.id, s.claim, s.attempt, timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond', 'Muted',
                               s.reason, nullif(s.detail, '')
                        from muted join seen s on s.id = muted.id
                        returning number
                        """, Integer.class)
                .setParameter(
                        "ids", of(kept, UUID[]::new, each -> each.claimed().id()))
                .setParameter(
                        "claims", of(kept, UUID[]::new, each -> each.claimed().claim()))
                .setParameter("attempts", of(kept, Integer[]::new, each -> each.claimed()
                        .attempt()))
                .setParameter("silences", orNull(kept, new String[kept.size()], each -> silence(each.cause())))
                .setParameter(
                        "reasons", of(kept, String[]::new, each -> each.cause().reason()))
                .setParameter(
                        "details", of(kept, String[]::new, each -> each.cause().detail()))
                .setParameter("due", orNull(kept, new Long[kept.size()], each -> due(each.cause())))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /** Each alert leaves its digest for a delivery to the same receiver, under an id of its own. */
    private static Uni<Integer> part(Mutiny.StatelessSession session, List<Leaving> leaving, Instant now) {
        if (leaving.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery("""
                        with leaving as materialized (
                            select * from unnest(cast(:ids as uuid[]), cast(:digests as uuid[]), cast(:alerts as uuid[]),
                                                 cast(cast(:silences as text[]) as uuid[]), cast(:reasons as text[]),
                                                 cast(:details as text[]), cast(:due as bigint[]))
                                     as t(id, digest, alert_id, silence_id, reason, detail, due)
                        ), made as (
                            insert into delivery (id, kind, receiver, target, endpoint, sealed_secret, body_format, group_id, receiver_name,
                                                  state, reason, detail, silence_id, due_at, created_at, finished_at)
                            select l.id, d.kind, d.receiver, d.target, d.endpoint, d.sealed_secret, d.body_format, d.group_id, d.receiver_name,
                                   'Muted', l.reason, nullif(l.detail, ''), l.silence_id, timestamptz 'epoch' + l.due * interval '1 microsecond', d.created_at,
                                   case when l.due is null
                                        then timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' end
                            from leaving l join delivery d on d.id = l.digest
                            returning id
                        )
                        update delivery_alert da set delivery_id = made.id
                        from leaving l join made on made.id = l.id
                        where da.delivery_id = l.digest and da.alert_id = l.alert_id
                        returning cast(da.delivery_id as text)
                        """, String.class)
                .setParameter("ids", of(leaving, UUID[]::new, each -> UUID.randomUUID()))
                .setParameter("digests", of(leaving, UUID[]::new, Leaving::digest))
                .setParameter("alerts", of(leaving, UUID[]::new, each -> each.part()
                        .said()
                        .crossing()
                        .id()))
                .setParameter(
                        "silences",
                        orNull(
                                leaving,
                                new String[leaving.size()],
                                each -> silence(each.part().cause())))
                .setParameter(
                        "reasons",
                        of(leaving, String[]::new, each -> each.part().cause().reason()))
                .setParameter(
                        "details",
                        of(leaving, String[]::new, each -> each.part().cause().detail()))
                .setParameter(
                        "due",
                        orNull(
                                leaving,
                                new Long[leaving.size()],
                                each -> due(each.part().cause())))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(List::size);
    }

    /**
     * What a silence has muted that has ended is due now. What is being claimed at this moment is due already. Returns how many it
     * was.
     */
    Uni<Integer> release(Mutiny.StatelessSession session, UUID silence, Instant now) {
        return session.createNativeQuery("""
                        update delivery set due_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        where id in (select id from delivery
                                     where silence_id = cast(:silence as uuid) and state = 'Muted' and due_at is not null
                                     order by id for update skip locked)
                        returning cast(id as text)
                        """, String.class)
                .setParameter("now", Instants.toMicros(now))
                .setParameter("silence", silence.toString())
                .getResultList()
                .map(List::size);
    }

    private static @Nullable String silence(NoiseDecision.Cause cause) {
        return cause.silence().map(Silence::id).map(UUID::toString).orElse(null);
    }

    private static @Nullable Long due(NoiseDecision.Cause cause) {
        return cause.silence()
                .flatMap(Silence::looksAgainAt)
                .map(Instants::toMicros)
                .orElse(null);
    }

    private static <R, T> T[] of(List<R> rows, IntFunction<T[]> array, Function<R, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private static <R, T> @Nullable T[] orNull(List<R> rows, @Nullable T[] values, Function<R, @Nullable T> value) {
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return values;
    }
}
