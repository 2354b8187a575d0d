package dev.outlay.budget.reservation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilterJson;
import dev.outlay.budget.budget.ReservationGrain;
import dev.outlay.budget.budget.ReservationNotificationJson;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code budget_utilization} and {@code utilization_telling}: which budgets of reservations are due, what was found of each, and what was told. */
final class UtilizationTable {

    /** Each is taken by one of all replicas; the next may take it once {@code not_before} has passed, finished or not. */
    private static final String TAKE = """
            update budget_utilization set not_before = clock_timestamp() + ?1 * interval '1 millisecond'
            where budget_uuid in (select budget_uuid from budget_utilization where not_before <= clock_timestamp()
                                  order by not_before, budget_uuid limit ?2 for update skip locked)
            returning budget_uuid
            """;

    /** Of a budget {@code b} and its {@code scope}, in the order in which {@link #read} reads them. */
    static final String COLUMNS = """
            b.uuid, b.change, b.scope_arm_id, b.name, b.provider, b.time_grain, b.start_date, b.end_date, cast(b.filter as text), b.notifications, b.created_by, b.created_tenant,
            b.scope_id, scope.kind, scope.billing_account, scope.billing_profile, scope.customer, b.writers
            """;

    private static final String FIND = "select " + COLUMNS + """
            from budget b join scope on scope.id = b.scope_id
            where b.uuid = ?1 and b.series_id is null and b.deleted_at is null
            """;

    /** A change of the budget waits for this, and this for it. Comes before the budget's row here, as it does for whoever changes it. */
    private static final String HOLD =
            "select change from budget where uuid = ?1 and deleted_at is null for no key update";

    private static final String KEEP = """
            update budget_utilization set budget_change = ?2, first_day = ?3, last_day = ?4, utilization = cast(?5 as numeric), reservations = ?6, below = ?7,
                not_before = clock_timestamp() + ?8 * interval '1 millisecond'
            where budget_uuid = ?1
            """;

    private static final String REST = """
            update budget_utilization set budget_change = ?2, not_before = coalesce(cast(cast(?3 as date) as timestamp) at time zone 'UTC', 'infinity')
            where budget_uuid = ?1
            """;

    /** Of all who find it one inserts or moves it; the answer is its number, and nothing while it is silent. */
    private static final String TELL = """
            insert into utilization_telling as t (budget_uuid, condition, number, told_at)
            values (?1, ?2, 1, timestamptz 'epoch' + cast(?3 as bigint) * interval '1 microsecond')
            on conflict (budget_uuid, condition) do update set number = t.number + 1, told_at = excluded.told_at
            where t.told_at <= timestamptz 'epoch' + cast(?4 as bigint) * interval '1 microsecond'
            returning number
            """;

    private static final String FORGET = """
            delete from budget_utilization u
            where u.budget_uuid = ?1 and not exists (select from budget b where b.uuid = u.budget_uuid and b.deleted_at is null)
            """;

    private UtilizationTable() {}

    /**
     * Takes those that are due for longest.
     *
     * @param between how long nobody else may take them
     */
    static Uni<List<UUID>> take(Mutiny.StatelessSession session, Duration between, int limit) {
        return session.createNativeQuery(TAKE, UUID.class)
                .setParameter(1, between.toMillis())
                .setParameter(2, limit)
                .getResultList();
    }

    /** A budget as it is; empty when it is gone. */
    static Uni<Optional<WatchedReservations>> find(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, budget)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(UtilizationTable::read));
    }

    /** @param row of {@link #COLUMNS} */
    static WatchedReservations read(Object[] row) {
        ReservationGrain grain =
                ReservationGrain.of(((Number) row[5]).intValue()).orElseThrow();
        return new WatchedReservations(
                (UUID) row[0],
                ((Number) row[1]).longValue(),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                grain,
                (LocalDate) row[6],
                (LocalDate) row[7],
                row[8] == null ? null : CostFilterJson.read((String) row[8]),
                ReservationNotificationJson.read((String) row[9], grain),
                new Budget.Creator((String) row[10], (String) row[11]),
                (String) row[17],
                (Integer) row[12],
                new WatchedReservations.Place(
                        ScopeKind.of(((Number) row[13]).intValue()), (String) row[14], (String) row[15], (String)
                                row[16]));
    }

    /** Locks a budget until the end of the transaction; whether it is there and has not changed since. */
    static Uni<Boolean> hold(Mutiny.StatelessSession session, WatchedReservations watched) {
        return session.createNativeQuery(HOLD, Long.class)
                .setParameter(1, watched.uuid())
                .getResultList()
                .map(found -> found.contains(watched.change()));
    }

    /**
     * Writes down what was found of a budget that is held.
     *
     * @param between when the next look is due
     */
    static Uni<Void> keep(Mutiny.StatelessSession session, Looked looked, Duration between) {
        return session.createNativeQuery(KEEP)
                .setParameter(1, looked.watched().uuid())
                .setParameter(2, looked.watched().change())
                .setParameter(3, looked.window().start())
                .setParameter(4, looked.window().end().minusDays(1))
                .setParameter(5, looked.utilization())
                .setParameter(6, looked.uses().size())
                .setParameter(7, looked.below().size())
                .setParameter(8, between.toMillis())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Lets a budget that is held rest until it begins, or for good when that is over. What was found of it last stays. */
    static Uni<Void> rest(Mutiny.StatelessSession session, WatchedReservations watched, LocalDate today) {
        return session.createNativeQuery(REST)
                .setParameter(1, watched.uuid())
                .setParameter(2, watched.change())
                .setParameter(3, watched.hasEnded(today) ? null : watched.startDate())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Notes that it is told now.
     *
     * @return which telling under its condition it is, from 1 on; empty while the notification is silent
     */
    static Uni<Optional<Integer>> tell(Mutiny.StatelessSession session, WatchedReservations watched, Instant now) {
        return session.createNativeQuery(TELL, Integer.class)
                .setParameter(1, watched.uuid())
                .setParameter(2, watched.condition())
                .setParameter(3, micros(now))
                .setParameter(4, micros(watched.notified().frequency().silentSince(now)))
                .getResultList()
                .map(numbers -> numbers.stream().findFirst());
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** A budget that was deleted. */
    static Uni<Void> forget(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, budget)
                .executeUpdate()
                .replaceWithVoid();
    }
}
