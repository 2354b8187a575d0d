package dev.outlay.budget.recount;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code charge}, {@code daily_cost} and {@code spend}, counted again and compared. */
final class RecountTable {

    /** How many rows each has. */
    record Sizes(long charges, long days, long spends) {}

    private static final String ONE_MOMENT = "set transaction isolation level repeatable read read only";

    private static final String DAILY = """
            with counted as (
                select d.cost_group_id, cast(c.charge_start at time zone 'UTC' as date) as day, count(*) as charges,
                       sum(c.billed) as billed, sum(c.effective) as effective,
                       coalesce(sum(c.retail) filter (where d.rbac_price = 2), 0) as retail,
                       coalesce(sum(c.billed_usd), 0) as billed_usd, coalesce(sum(c.effective_usd), 0) as effective_usd
                from charge c join dimension_set d on d.id = c.dimension_set_id group by 1, 2)
            select 'DailyCost', coalesce(counted.cost_group_id, kept.cost_group_id) || ' ' || coalesce(counted.day, kept.day),
                   coalesce(cast((counted.charges, counted.billed, counted.effective, counted.retail, counted.billed_usd, counted.effective_usd) as text), '0'),
                   coalesce(cast((kept.charges, kept.billed, kept.effective, kept.retail, kept.billed_usd, kept.effective_usd) as text), '0')
            from counted full join daily_cost kept on kept.cost_group_id = counted.cost_group_id and kept.day = counted.day
            where (coalesce(counted.charges, 0), coalesce(counted.billed, 0), coalesce(counted.effective, 0), coalesce(counted.retail, 0),
                   coalesce(counted.billed_usd, 0), coalesce(counted.effective_usd, 0))
               is distinct from
                  (coalesce(kept.charges, 0), coalesce(kept.billed, 0), coalesce(kept.effective, 0), coalesce(kept.retail, 0),
                   coalesce(kept.billed_usd, 0), coalesce(kept.effective_usd, 0))
            limit ?1
            """;

    private static final String MONTHS = """
            with priced as (
                select d.id as dimension_set_id, s.id as series_id, v.price, v.dollars, d.currency
                from dimension_set d
                cross join lateral (values (d.account_scope, d.account_price, true), (d.profile_scope, d.profile_price, false),
                                           (d.customer_scope, d.customer_price, false), (d.subscription_scope, d.rbac_price, false),
                                           (d.resource_group_scope, d.rbac_price, false)) as v (scope_id, price, dollars)
                join spend_series s on s.scope_id = v.scope_id and s.time_grain = 1 and s.metric = 1 and s.filter is null
                where v.price > 0),
            counted as (
                select p.series_id, cast(date_trunc('month', c.charge_start at time zone 'UTC') as date) as period_start,
                       case when p.dollars then 'USD' else p.currency end as currency,
                       sum(case p.price when 3 then 0 when 2 then c.retail else case when p.dollars then c.billed_usd else c.billed end end) as amount
                from priced p join charge c using (dimension_set_id) group by 1, 2, 3),
            kept as (
                select spend.* from spend join spend_series s on s.id = spend.series_id
                where s.time_grain = 1 and s.metric = 1 and s.filter is null)
            select 'Spend', coalesce(counted.series_id, kept.series_id) || ' ' || coalesce(counted.period_start, kept.period_start) || ' '
                            || coalesce(counted.currency, kept.currency),
                   cast(coalesce(counted.amount, 0) as text), cast(coalesce(kept.amount, 0) as text)
            from counted full join kept on kept.series_id = counted.series_id and kept.period_start = counted.period_start
                                       and kept.currency = counted.currency
            where coalesce(counted.amount, 0) <> coalesce(kept.amount, 0)
            limit ?1
            """;

    private static final String SIZES =
            "select (select count(*) from charge), (select count(*) from daily_cost), (select count(*) from spend)";

    private RecountTable() {}

    /** The first thing that a transaction does: everything it reads is then as of one moment, and it changes nothing. */
    static Uni<Void> asOfOneMoment(Mutiny.StatelessSession session) {
        return session.createNativeQuery(ONE_MOMENT).executeUpdate().replaceWithVoid();
    }

    /** Where the daily cost is not what the ledger adds up to. */
    static Uni<List<ReconciliationReport.Difference>> days(Mutiny.StatelessSession session, int limit) {
        return differences(session, DAILY, limit);
    }

    /** Where the unfiltered months of scopes are not what the ledger adds up to. */
    static Uni<List<ReconciliationReport.Difference>> months(Mutiny.StatelessSession session, int limit) {
        return differences(session, MONTHS, limit);
    }

    static Uni<Sizes> sizes(Mutiny.StatelessSession session) {
        return session.createNativeQuery(SIZES, Object[].class)
                .getSingleResult()
                .map(row -> new Sizes((Long) row[0], (Long) row[1], (Long) row[2]));
    }

    private static Uni<List<ReconciliationReport.Difference>> differences(
            Mutiny.StatelessSession session, String sql, int limit) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new ReconciliationReport.Difference(
                                (String) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .toList());
    }
}
