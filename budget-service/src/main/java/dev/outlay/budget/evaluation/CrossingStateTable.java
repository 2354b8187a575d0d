package dev.outlay.budget.evaluation;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code crossed_threshold}, as conditions of recorded crossings cease to be true and become so again. */
final class CrossingStateTable {

    /** @param resolved whether its condition is true no more */
    record Recorded(CrossedCondition crossed, boolean resolved) {}

    static final int MOST_AT_ONCE = 500;

    /**
     * Changes those that are in another state, each under its lock and with the next number; one that somebody else has changed to the same meanwhile is left alone. In the order of
     * the key, against deadlocks.
     */
    private static final String CHANGE = """
            with held as (
                select c.id, wanted.resolved
                from unnest(cast(?1 as uuid[]), cast(?2 as boolean[])) as wanted (id, resolved)
                join crossed_threshold c on c.id = wanted.id and (c.resolved_at is not null) <> wanted.resolved
                order by c.budget_uuid, c.period_start, c.condition for update of c)
            update crossed_threshold c
            set resolved_at = case when held.resolved then clock_timestamp() end, state_number = c.state_number + 1
            from held where held.id = c.id
            returning c.id, c.budget_uuid, c.state_number, held.resolved
            """;

    private static final String RECORDED = """
            select c.budget_uuid, c.period_start, c.condition, c.resolved_at is not null
            from unnest(cast(?1 as uuid[]), cast(?2 as date[])) as wanted (budget_uuid, since)
            join crossed_threshold c on c.budget_uuid = wanted.budget_uuid and c.period_start >= wanted.since
            """;

    private static final String OPEN =
            "select id from crossed_threshold where budget_uuid = ?1 and resolved_at is null";

    /**
     * A budget's change waits for this, and this for it, so that of two looks at one budget the later one sees what the later change says. Comes before the locks of spends: no batch
     * and no change of a budget wants those of both.
     */
    private static final String HOLD = "select deleted_at is not null from budget where uuid = ?1 for no key update";

    private static final String LEFT = """
            select b.uuid from budget b
            where b.deleted_at > clock_timestamp() - interval '7 days'
              and exists (select from crossed_threshold c where c.budget_uuid = b.uuid and c.resolved_at is null)
            order by b.uuid limit ?1
            """;

    private CrossingStateTable() {}

    /**
     * Brings crossings into a state.
     *
     * @param wanted ids of crossings, recorded or not, each with whether its condition is true no more
     * @return those that were in the other state
     */
    static Uni<List<CrossingState>> change(Mutiny.StatelessSession session, Map<UUID, Boolean> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Map.Entry<UUID, Boolean>> each = List.copyOf(wanted.entrySet());
        return session.createNativeQuery(CHANGE, Object[].class)
                .setParameter(1, each.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .setParameter(2, each.stream().map(Map.Entry::getValue).toArray(Boolean[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new CrossingState((UUID) row[0], (UUID) row[1], (Integer) row[2], (Boolean) row[3]))
                        .toList());
    }

    /** What is recorded of budgets. @param since of each, the first day of the earliest period that is meant, UTC */
    static Uni<List<Recorded>> recorded(Mutiny.StatelessSession session, Map<UUID, LocalDate> since) {
        if (since.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Map.Entry<UUID, LocalDate>> each = List.copyOf(since.entrySet());
        return session.createNativeQuery(RECORDED, Object[].class)
                .setParameter(1, each.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .setParameter(2, each.stream().map(Map.Entry::getValue).toArray(LocalDate[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Recorded(
                                new CrossedCondition((UUID) row[0], (LocalDate) row[1], (String) row[2]),
                                (Boolean) row[3]))
                        .toList());
    }

    /** Ids of all crossings of a budget whose condition was true when it was looked at last. */
    static Uni<List<UUID>> open(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(OPEN, UUID.class)
                .setParameter(1, budget)
                .getResultList();
    }

    /** Locks a budget until the end of the transaction and says whether it is deleted; empty where there never was one. */
    static Uni<Optional<Boolean>> hold(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(HOLD, Boolean.class)
                .setParameter(1, budget)
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }

    /** Budgets that were deleted in the last days and have open crossings nevertheless, which a crash or a batch in flight has left; at most {@link #MOST_AT_ONCE}. */
    static Uni<List<UUID>> left(Mutiny.StatelessSession session) {
        return session.createNativeQuery(LEFT, UUID.class)
                .setParameter(1, MOST_AT_ONCE)
                .getResultList();
    }
}
