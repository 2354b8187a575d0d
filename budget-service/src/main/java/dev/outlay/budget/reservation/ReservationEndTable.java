package dev.outlay.budget.reservation;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code budget_end_warning}, of budgets of reservations; those of a spend are noted in it by {@code evaluation}. What is there was warned of, and is never warned of again. */
final class ReservationEndTable {

    static final int MOST_AT_ONCE = 100;

    /** What makes a budget {@code b} of reservations one that ends soon: not before half of its time is over. */
    private static final String ENDS_SOON = """
            b.series_id is null and b.deleted_at is null and b.end_date between cast(?1 as date) and cast(?1 as date) + cast(?2 as integer)
              and cast(?1 as date) >= b.start_date + (b.end_date - b.start_date) / 2
            """;

    private static final String FIND = "select b.uuid from budget b where " + ENDS_SOON + """
              and b.uuid > ?3 and not exists (select from budget_end_warning w where w.budget_uuid = b.uuid and w.end_date = b.end_date)
            order by b.uuid limit ?4
            """;

    /** Whoever changes or deletes the budget waits for this, and this for them: then it is read as they have left it, and not at all where it does not end soon any more. */
    private static final String HOLD = "select " + UtilizationTable.COLUMNS
            + "from budget b join scope on scope.id = b.scope_id where b.uuid = ?3 and " + ENDS_SOON
            + "for no key update of b";

    /** Of all who find a budget that ends one inserts it; the answer is what this transaction did. */
    private static final String NOTE = """
            insert into budget_end_warning (budget_uuid, end_date, warned_at) values (?1, ?2, clock_timestamp())
            on conflict do nothing returning budget_uuid
            """;

    private ReservationEndTable() {}

    /**
     * Budgets of reservations that end soon and of which nobody was warned, in the order of their ids, at most {@link #MOST_AT_ONCE}.
     *
     * @param days from today in which an end is near
     * @param after the id after which they begin
     */
    static Uni<List<UUID>> find(Mutiny.StatelessSession session, LocalDate today, int days, UUID after) {
        return session.createNativeQuery(FIND, UUID.class)
                .setParameter(1, today)
                .setParameter(2, days)
                .setParameter(3, after)
                .setParameter(4, MOST_AT_ONCE)
                .getResultList();
    }

    /** Locks a budget until the end of the transaction, as it is then; empty where it is gone, or does not end soon any more. */
    static Uni<Optional<WatchedReservations>> hold(
            Mutiny.StatelessSession session, LocalDate today, int days, UUID budget) {
        return session.createNativeQuery(HOLD, Object[].class)
                .setParameter(1, today)
                .setParameter(2, days)
                .setParameter(3, budget)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(UtilizationTable::read));
    }

    /** Notes that the end of a budget is warned of; whether nobody has before. */
    static Uni<Boolean> note(Mutiny.StatelessSession session, UUID budget, LocalDate endDate) {
        return session.createNativeQuery(NOTE, UUID.class)
                .setParameter(1, budget)
                .setParameter(2, endDate)
                .getResultList()
                .map(noted -> !noted.isEmpty());
    }
}
