package dev.outlay.budget.reservation;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code budget_end_warning}, of budgets of reservations; those of a spend are noted in it by {@code evaluation}. What is there was warned of, and is never warned of again. */
final class ReservationEndTable {

    static final int MOST_AT_ONCE = 100;

    /**
     * Of all who find a budget that ends one inserts it; the answer is what this transaction did. In the order of the key, against deadlocks. The same statement reads the budget, so what
     * is told is what it was while it had that end.
     */
    private static final String NOTE = """
            with noted as (
                insert into budget_end_warning (budget_uuid, end_date, warned_at)
                select b.uuid, b.end_date, clock_timestamp() from budget b
                where b.series_id is null and b.deleted_at is null and b.end_date between cast(?1 as date) and cast(?1 as date) + cast(?2 as integer)
                  and cast(?1 as date) >= b.start_date + (b.end_date - b.start_date) / 2
                  and not exists (select from budget_end_warning w where w.budget_uuid = b.uuid and w.end_date = b.end_date)
                order by 1, 2 limit ?3
                on conflict do nothing returning budget_uuid)
            select
            """ + UtilizationTable.COLUMNS + """
            from noted join budget b on b.uuid = noted.budget_uuid join scope on scope.id = b.scope_id
            order by b.uuid
            """;

    private ReservationEndTable() {}

    /**
     * Notes budgets of reservations that end soon and of which nobody was warned, at most {@link #MOST_AT_ONCE}.
     *
     * @param days from today in which an end is near; not before half of the budget's time is over
     */
    static Uni<List<WatchedReservations>> note(Mutiny.StatelessSession session, LocalDate today, int days) {
        return session.createNativeQuery(NOTE, Object[].class)
                .setParameter(1, today)
                .setParameter(2, days)
                .setParameter(3, MOST_AT_ONCE)
                .getResultList()
                .map(rows -> rows.stream().map(UtilizationTable::read).toList());
    }
}
