package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.CostFilterJson;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code budget_forecast}: what budgets are expected to reach, and which have to be looked at again. */
final class BudgetForecastTable {

    /**
     * A budget and its spend, as they are when it is forecast.
     *
     * @param change of the budget
     * @param filter null for no filter
     * @param currency ISO 4217; null while nothing was charged to the scope
     * @param amount in {@code currency}
     * @param movedAt when the spend moved last, as the database writes it; null while nothing was spent in the period
     */
    record Spent(
            long change,
            @Nullable CostFilter filter,
            @Nullable String currency,
            BigDecimal amount,
            @Nullable String movedAt) {}

    /**
     * Marks every budget whose forecast has not seen how things are: its spend has moved, it was made or changed, or another day has begun. The join is by primary keys, over the budgets that watch a
     * forecast and are not marked. In the order of the key, against deadlocks; of two who mark at once one does.
     */
    private static final String MARK = """
            insert into budget_forecast as f (budget_uuid, marked_at)
            select b.uuid, case when k.day = cast(?1 as date) and k.budget_change = b.change then p.changed_at else clock_timestamp() end
            from budget b
            join spend_series s on s.id = b.series_id and s.state = 2
            cross join lateral billing_currency(b.scope_id, cast(?1 as date)) as billed
            left join budget_forecast k on k.budget_uuid = b.uuid
            left join spend p on p.series_id = b.series_id and p.currency = billed.currency
                and p.period_start = period_start(b.time_grain, cast(?1 as date), b.start_date)
            where b.forecasted and b.deleted_at is null and k.marked_at is null
              and b.start_date <= cast(?1 as date) and (b.end_date is null or b.end_date >= cast(?1 as date))
              and (k.budget_uuid is null
                   or (k.day, k.budget_change, k.spend_changed_at, k.spend) is distinct from (cast(?1 as date), b.change, p.changed_at, p.amount))
            order by 1
            on conflict (budget_uuid) do update set marked_at = coalesce(excluded.marked_at, clock_timestamp()) where f.marked_at is null
            """;

    /** Each is taken by one of all workers of all replicas; the next may take it once {@code not_before} has passed, finished or not. */
    private static final String TAKE = """
            update budget_forecast set taken_by = ?1, not_before = clock_timestamp() + ?2 * interval '1 millisecond'
            where budget_uuid in (select budget_uuid from budget_forecast where marked_at is not null and not_before <= clock_timestamp()
                                  order by marked_at, budget_uuid limit ?3 for update skip locked)
            returning budget_uuid
            """;

    private static final String SPENT = """
            select b.change, cast(s.filter as text), cast(billed.currency as text), coalesce(p.amount, 0), cast(p.changed_at as text)
            from budget b join spend_series s on s.id = b.series_id
            cross join lateral billing_currency(b.scope_id, ?3) as billed
            left join spend p on p.series_id = s.id and p.currency = billed.currency and p.period_start = ?2
            where b.uuid = ?1
            """;

    /** Only by whoever took it last: what a slow one has found is old. */
    private static final String KEEP = """
            update budget_forecast set series_id = ?3, period_start = ?4, currency = cast(?5 as text), amount = cast(?6 as numeric), day = ?7,
                budget_change = ?8, spend_changed_at = cast(cast(?9 as text) as timestamptz), spend = cast(?10 as numeric), marked_at = null
            where budget_uuid = ?1 and taken_by = ?2
            """;

    private static final String FORGET = "delete from budget_forecast where budget_uuid = ?1";

    private static final String OLDEST = """
            select cast(coalesce(extract(epoch from clock_timestamp() - min(marked_at)), 0) as double precision)
            from budget_forecast where marked_at is not null
            """;

    private BudgetForecastTable() {}

    /**
     * Marks all that have to be looked at again.
     *
     * @param today UTC
     * @return how many were marked
     */
    static Uni<Integer> mark(Mutiny.StatelessSession session, LocalDate today) {
        return session.createNativeQuery(MARK).setParameter(1, today).executeUpdate();
    }

    /**
     * Takes those that were marked first.
     *
     * @param by whoever takes them; another one each time
     * @param between how long nobody else may take them
     */
    static Uni<List<UUID>> take(Mutiny.StatelessSession session, UUID by, Duration between, int limit) {
        return session.createNativeQuery(TAKE, UUID.class)
                .setParameter(1, by)
                .setParameter(2, between.toMillis())
                .setParameter(3, limit)
                .getResultList();
    }

    /**
     * A budget and what it has spent in the period in which today lies, in the currency in which its scope is billed now.
     *
     * @param today in UTC
     */
    static Uni<Spent> spent(Mutiny.StatelessSession session, UUID budget, LocalDate periodStart, LocalDate today) {
        return session.createNativeQuery(SPENT, Object[].class)
                .setParameter(1, budget)
                .setParameter(2, periodStart)
                .setParameter(3, today)
                .getSingleResult()
                .map(row -> new Spent(
                        (Long) row[0],
                        row[1] == null ? null : CostFilterJson.read((String) row[1]),
                        (String) row[2],
                        (BigDecimal) row[3],
                        (String) row[4]));
    }

    /**
     * Writes down a forecast, or that there is none.
     *
     * @param amount null for none
     * @return whether it was taken by nobody else meanwhile
     */
    static Uni<Boolean> keep(
            Mutiny.StatelessSession session,
            UUID budget,
            UUID by,
            int series,
            LocalDate periodStart,
            LocalDate today,
            Spent spent,
            @Nullable BigDecimal amount) {
        return session.createNativeQuery(KEEP)
                .setParameter(1, budget)
                .setParameter(2, by)
                .setParameter(3, series)
                .setParameter(4, periodStart)
                .setParameter(5, spent.currency())
                .setParameter(6, amount)
                .setParameter(7, today)
                .setParameter(8, spent.change())
                .setParameter(9, spent.movedAt())
                .setParameter(10, spent.movedAt() == null ? null : spent.amount())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** A budget that was deleted. */
    static Uni<Void> forget(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, budget)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** For how many seconds the one that was marked first has waited; 0 for none. */
    static Uni<Double> oldest(Mutiny.StatelessSession session) {
        return session.createNativeQuery(OLDEST, Double.class).getSingleResult();
    }
}
