package dev.outlay.alert.alert;

import dev.outlay.alert.database.Instants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code crossing_state}, and what follows from it for alerts. */
@ApplicationScoped
public class CrossingStatesTable {

    /**
     * Keeps what was heard, of each crossing the change with the highest number, whether or not there is an alert of it. In the order of the ids, so that two batches never wait
     * for each other in a circle.
     */
    public Uni<Void> hear(Mutiny.StatelessSession session, Collection<CrossingState> heard) {
        List<CrossingState> newest = heard.stream()
                .collect(Collectors.toMap(
                        CrossingState::crossing,
                        state -> state,
                        BinaryOperator.maxBy(Comparator.comparingLong(CrossingState::number))))
                .values()
                .stream()
                .sorted(Comparator.comparing(CrossingState::crossing))
                .toList();
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery("""
                        insert into crossing_state as kept (crossing, number, resolved, changed_at)
                        select t.crossing, t.number, t.resolved, timestamptz 'epoch' + t.changed * interval '1 microsecond'
                        from unnest(cast(:crossings as uuid[]), cast(:numbers as bigint[]), cast(:resolved as boolean[]),
                                    cast(:changed as bigint[])) as t(crossing, number, resolved, changed)
                        order by t.crossing
                        on conflict (crossing) do update set
                            number = excluded.number, resolved = excluded.resolved, changed_at = excluded.changed_at
                        where kept.number < excluded.number
                        """)
                .setParameter(
                        "crossings",
                        newest.stream().map(CrossingState::crossing).toArray(UUID[]::new))
                .setParameter(
                        "numbers", newest.stream().map(CrossingState::number).toArray(Long[]::new))
                .setParameter(
                        "resolved", newest.stream().map(CrossingState::resolved).toArray(Boolean[]::new))
                .setParameter(
                        "changed",
                        newest.stream()
                                .map(state -> Instants.toMicros(state.changedAt()))
                                .toArray(Long[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Has alerts follow what was heard of them and is newer than what they followed before. What somebody has dismissed stays so, and remembers whether its cause is gone.
     *
     * @return ids of those that followed something
     */
    public Uni<Set<UUID>> follow(Mutiny.StatelessSession session, Set<UUID> alerts, Instant now) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.createNativeQuery("""
                        with newer as (
                            select a.id, s.number, s.resolved,
                                   case when s.resolved then a.status in ('Active', 'Overridden') else a.status = 'Resolved' end as turns
                            from alert a join crossing_state s on s.crossing = a.id
                            where a.id = any(cast(:alerts as uuid[])) and a.state_number < s.number and not a.test
                            order by a.id for update of a
                        )
                        update alert set
                            state_number = newer.number, cause_gone = newer.resolved,
                            status = case when not turns then status when newer.resolved then 'Resolved' else 'Active' end,
                            overriding_alert = case when turns then null else overriding_alert end,
                            closed_at = case when not turns then closed_at when newer.resolved then moment.now end,
                            modified_at = case when turns then moment.now else modified_at end,
                            status_modified_at = case when turns then moment.now else status_modified_at end,
                            status_modified_by = case when turns then null else status_modified_by end
                        from newer, (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as moment
                        where alert.id = newer.id
                        returning cast(alert.id as text)
                        """, String.class)
                .setParameter("alerts", alerts.toArray(UUID[]::new))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(CrossingStatesTable::ids);
    }

    /** Alerts that were overridden by one of these say most again where the cause of that one is gone. Returns their ids. */
    public Uni<Set<UUID>> uncover(Mutiny.StatelessSession session, Set<UUID> gone, Instant now) {
        if (gone.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.createNativeQuery("""
                        with uncovered as (
                            select a.id from alert a join alert over on over.id = a.overriding_alert and over.cause_gone
                            where over.id = any(cast(:gone as uuid[])) and a.budget_uuid = over.budget_uuid and a.status = 'Overridden'
                            order by a.id for update of a
                        )
                        update alert set status = 'Active', overriding_alert = null, closed_at = null,
                               modified_at = timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond'
                        from uncovered where alert.id = uncovered.id
                        returning cast(alert.id as text)
                        """, String.class)
                .setParameter("gone", gone.toArray(UUID[]::new))
                .setParameter("now", Instants.toMicros(now))
                .getResultList()
                .map(CrossingStatesTable::ids);
    }

    private static Set<UUID> ids(List<String> texts) {
        return texts.stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet());
    }
}
