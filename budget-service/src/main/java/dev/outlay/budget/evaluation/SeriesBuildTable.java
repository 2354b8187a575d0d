package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.SeriesTarget;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code spend_series} and {@code spend}, as the builder uses them. */
final class SeriesBuildTable {

    /** That charges of a description count in a series. */
    record Pair(SeriesTarget target, int dimensionSet) {}

    /**
     * Series that were registered together.
     *
     * @param baseBatch the last batch that they do not hear of themselves
     */
    record Registered(List<Integer> series, List<Integer> scopes, long baseBatch) {
        static final Registered NONE = new Registered(List.of(), List.of(), 0);
    }

    /** What the ledger held for a series and period as of the base batch, or what is kept of it. */
    record Sum(int series, LocalDate periodStart, String currency, BigDecimal amount) {}

    private static final int MOST_AT_ONCE = 1_000;

    /** Between them lies every charge that the ledger can hold. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private static final LocalDate AFTER_LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final String ANYTHING = "select exists (select from spend_series where state < 2)";
    private static final String ASKED = "select exists (select from spend_series where state = 0)";

    private static final String CHANGE = "update budget_change set number = number + 1 returning number";

    /**
     * A quarter or year without a filter is the sum of its months, which are always kept: it is ready at once. Everything else is built.
     */
    private static final String REGISTER = """
        with asked as (select s.id, s.time_grain, m.id as month_id
                       from spend_series s
                       left join spend_series m on m.scope_id = s.scope_id and m.time_grain = 1 and m.metric = s.metric
                            and m.filter_hash = s.filter_hash and s.filter is null and m.state = 2 and s.time_grain in (3, 12)
                       where s.state = 0),
        summed as (insert into spend (series_id, period_start, currency, amount, changed_at)
                   select asked.id, period_start(asked.time_grain, spend.period_start, null), spend.currency, sum(spend.amount), clock_timestamp()
                   from asked join spend on spend.series_id = asked.month_id
                   group by 1, 2, 3
                   on conflict (series_id, period_start, currency) do update set amount = spend.amount + excluded.amount)
        update spend_series set state = case when asked.month_id is null then 1 else 2 end, base_batch = ?1, change = ?2
        from asked where asked.id = spend_series.id
        """;

    private static final String NEXT = """
        select id, scope_id, base_batch from spend_series
        where state = 1 and base_batch = (select min(base_batch) from spend_series where state = 1)
        order by id limit ?1
        """;

    /** The ledger as of a batch: rows written by then, and rows that were replaced since, as they stood. */
    private static final String SUM = """
        with pair as (select * from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as smallint[]), cast(?4 as smallint[]),
                                           cast(?5 as smallint[]), cast(?6 as boolean[]), cast(?8 as date[]), cast(?9 as date[]),
                                           cast(?10 as text[]), cast(?11 as boolean[]))
                        as p (series_id, dimension_set_id, time_grain, metric, price, dollars, first_day, after_day, months, inside)),
        stood as (
            select pair.*, c.charge_start, c.billed, c.effective, c.retail, c.billed_usd, c.effective_usd, c.quantity
            from pair join charge c using (dimension_set_id)
            where c.batch <= ?7 and c.charge_start >= cast(first_day as timestamp) at time zone 'UTC'
              and c.charge_start < cast(after_day as timestamp) at time zone 'UTC'
            union all
            select pair.*, c.charge_start, c.billed, c.effective, c.retail, c.billed_usd, c.effective_usd, c.quantity
            from pair join superseded_charge c using (dimension_set_id)
            where c.batch <= ?7 and c.superseded_batch > ?7 and c.charge_start >= cast(first_day as timestamp) at time zone 'UTC'
              and c.charge_start < cast(after_day as timestamp) at time zone 'UTC')
        select stood.series_id,
               period_start(time_grain, cast(charge_start at time zone 'UTC' as date), first_day),
               cast(spend_currency(metric, case when dollars then 'USD' else d.currency end) as text),
               sum(case when is_of_quantity(metric) then quantity when price = 3 then 0 when price = 2 then retail
                   else case when dollars then case metric when 1 then billed_usd else effective_usd end
                             else case metric when 1 then billed else effective end end end)
        from stood join dimension_set d on d.id = stood.dimension_set_id
        where months = '' and not inside or (to_char(charge_start at time zone 'UTC', 'YYYY-MM') = any(string_to_array(months, ','))) = inside
        group by 1, 2, 3
        """;

    /** To what is being built still: what was asked for anew meanwhile is built from the beginning, and would count twice. */
    private static final String ADD = """
        insert into spend (series_id, period_start, currency, amount, changed_at)
        select found.*, clock_timestamp()
        from unnest(cast(?1 as integer[]), cast(?2 as date[]), cast(?3 as text[]), cast(?4 as numeric[])) as found (series, period, currency, amount)
        where exists (select from spend_series s where s.id = found.series and s.state = 1)
        order by 1, 2, 3
        on conflict (series_id, period_start, currency) do update set amount = spend.amount + excluded.amount, changed_at = excluded.changed_at
        """;

    private static final String READY =
            "update spend_series set state = 2, change = ?2 where id = any(cast(?1 as integer[])) and state = 1";

    private static final String KEPT = """
        select series_id, period_start, cast(currency as text), amount from spend
        where series_id = any(cast(?1 as integer[]))
        """;

    private SeriesBuildTable() {}

    static Uni<Boolean> isAnythingToDo(Mutiny.StatelessSession session) {
        return session.createNativeQuery(ANYTHING, Boolean.class).getSingleResult();
    }

    static Uni<Boolean> isAnythingAsked(Mutiny.StatelessSession session) {
        return session.createNativeQuery(ASKED, Boolean.class).getSingleResult();
    }

    /** Under the stream's lock: from now on batches add to these series. */
    static Uni<Void> register(Mutiny.StatelessSession session, long lastBatch) {
        return session.createNativeQuery(CHANGE, Long.class)
                .getSingleResult()
                .chain(change -> session.createNativeQuery(REGISTER)
                        .setParameter(1, lastBatch)
                        .setParameter(2, change)
                        .executeUpdate())
                .replaceWithVoid();
    }

    static Uni<Registered> nextRegistered(Mutiny.StatelessSession session) {
        return session.createNativeQuery(NEXT, Object[].class)
                .setParameter(1, MOST_AT_ONCE)
                .getResultList()
                .map(rows -> rows.isEmpty()
                        ? Registered.NONE
                        : new Registered(
                                rows.stream().map(row -> (Integer) row[0]).toList(),
                                rows.stream()
                                        .map(row -> (Integer) row[1])
                                        .distinct()
                                        .toList(),
                                (Long) rows.getFirst()[2]));
    }

    static Uni<List<Sum>> sum(Mutiny.StatelessSession session, List<Pair> pairs, long baseBatch) {
        return session.createNativeQuery(SUM, Object[].class)
                .setParameter(
                        1, pairs.stream().map(pair -> pair.target().series()).toArray(Integer[]::new))
                .setParameter(2, pairs.stream().map(Pair::dimensionSet).toArray(Integer[]::new))
                .setParameter(
                        3,
                        pairs.stream()
                                .map(pair -> pair.target().periods().grain().code())
                                .toArray(Short[]::new))
                .setParameter(
                        4,
                        pairs.stream()
                                .map(pair -> pair.target().metric().code())
                                .toArray(Short[]::new))
                .setParameter(
                        5,
                        pairs.stream().map(pair -> pair.target().price().code()).toArray(Short[]::new))
                .setParameter(
                        6, pairs.stream().map(pair -> pair.target().dollars()).toArray(Boolean[]::new))
                .setParameter(7, baseBatch)
                .setParameter(8, days(pairs, Period::start, FIRST_DAY))
                .setParameter(9, days(pairs, Period::end, AFTER_LAST_DAY))
                .setParameter(
                        10,
                        pairs.stream()
                                .map(pair -> pair.target().months().text())
                                .toArray(String[]::new))
                .setParameter(
                        11,
                        pairs.stream()
                                .map(pair -> pair.target().months().inside())
                                .toArray(Boolean[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .filter(row -> row[3] != null)
                        .map(SeriesBuildTable::sumOf)
                        .toList());
    }

    private static LocalDate[] days(List<Pair> pairs, Function<Period, LocalDate> of, LocalDate unbounded) {
        return pairs.stream()
                .map(pair -> {
                    Period only = pair.target().periods().only();
                    return only == null ? unbounded : of.apply(only);
                })
                .toArray(LocalDate[]::new);
    }

    /** What is kept of series. */
    static Uni<List<Sum>> kept(Mutiny.StatelessSession session, Collection<Integer> series) {
        return session.createNativeQuery(KEPT, Object[].class)
                .setParameter(1, series.toArray(Integer[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(SeriesBuildTable::sumOf).toList());
    }

    private static Sum sumOf(Object[] row) {
        return new Sum((Integer) row[0], (LocalDate) row[1], (String) row[2], (BigDecimal) row[3]);
    }

    /** Under the stream's lock: adds what was built and lets the series be compared. */
    static Uni<Void> finish(Mutiny.StatelessSession session, List<Integer> series, List<Sum> sums) {
        return session.createNativeQuery(CHANGE, Long.class)
                .getSingleResult()
                .call(() -> session.createNativeQuery(ADD)
                        .setParameter(1, sums.stream().map(Sum::series).toArray(Integer[]::new))
                        .setParameter(2, sums.stream().map(Sum::periodStart).toArray(LocalDate[]::new))
                        .setParameter(3, sums.stream().map(Sum::currency).toArray(String[]::new))
                        .setParameter(4, sums.stream().map(Sum::amount).toArray(BigDecimal[]::new))
                        .executeUpdate())
                .chain(change -> session.createNativeQuery(READY)
                        .setParameter(1, series.toArray(Integer[]::new))
                        .setParameter(2, change)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
