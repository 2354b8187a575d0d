package dev.outlay.budget.evaluation;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code budget_end_warning}: what is there was warned of, and is never warned of again. */
final class EndWarningTable {

    /**
     * @param endDate last day of the budget, UTC
     * @param change number of the budget's last change
     */
    record Ending(UUID budget, LocalDate endDate, long change) {}

    static final int MOST_AT_ONCE = 500;

    /** A budget of which the spend is still being built is warned of when it is whole: the warning says what was spent. */
    private static final String FIND = """
            select b.uuid, b.end_date, b.change from budget b join spend_series s on s.id = b.series_id and s.state = 2
            where b.deleted_at is null and b.end_date between cast(?1 as date) and cast(?1 as date) + cast(?2 as integer)
              and cast(?1 as date) >= b.start_date + (b.end_date - b.start_date) / 2
              and b.uuid > ?3 and not exists (select from budget_end_warning w where w.budget_uuid = b.uuid and w.end_date = b.end_date)
            order by b.uuid limit ?4
            """;

    /**
     * Of all who find a budget that ends one inserts it; the answer names what this transaction did. Whoever changes or deletes the budget waits for this, and this for them: then it is left out. In the order of the
     * key, against deadlocks.
     */
    private static final String NOTE = """
            with held as (
                select b.uuid, b.end_date from unnest(cast(?1 as uuid[]), cast(?2 as bigint[])) as looked (uuid, change)
                join budget b on b.uuid = looked.uuid and b.change = looked.change and b.deleted_at is null
                order by b.uuid for no key update of b)
            insert into budget_end_warning (budget_uuid, end_date, warned_at)
            select uuid, end_date, clock_timestamp() from held order by uuid
            on conflict do nothing returning budget_uuid
            """;

    private EndWarningTable() {}

    /**
     * Budgets that end soon and of which nobody was warned, in the order of their ids, at most {@link #MOST_AT_ONCE}.
     *
     * @param days from today in which an end is near; not before half of the budget's time is over
     * @param after the id after which they begin
     */
    static Uni<List<Ending>> find(Mutiny.StatelessSession session, LocalDate today, int days, UUID after) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, today)
                .setParameter(2, days)
                .setParameter(3, after)
                .setParameter(4, MOST_AT_ONCE)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Ending((UUID) row[0], (LocalDate) row[1], (Long) row[2]))
                        .toList());
    }

    /** Notes that these are warned of, and locks them until the end of the transaction; the ids of those of which nobody was before, and that are as they were found. */
    static Uni<Set<UUID>> note(Mutiny.StatelessSession session, List<Ending> endings) {
        return session.createNativeQuery(NOTE, UUID.class)
                .setParameter(1, endings.stream().map(Ending::budget).toArray(UUID[]::new))
                .setParameter(2, endings.stream().map(Ending::change).toArray(Long[]::new))
                .getResultList()
                .map(Set::copyOf);
    }
}
