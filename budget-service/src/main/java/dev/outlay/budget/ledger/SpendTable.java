package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code daily_cost} and {@code spend}: what follows from the ledger, changed in the same transaction. */
final class SpendTable {

    /** Adds differences to days, in the order of the key. */
    private static final String ADD_DAYS = """
            insert into daily_cost (cost_group_id, day, charges, billed, effective, retail, billed_usd, effective_usd)
            select * from unnest(cast(?1 as integer[]), cast(?2 as date[]), cast(?3 as bigint[]), cast(?4 as numeric[]),
                                 cast(?5 as numeric[]), cast(?6 as numeric[]), cast(?7 as numeric[]), cast(?8 as numeric[]))
            order by 1, 2
            on conflict (cost_group_id, day) do update set
                charges = daily_cost.charges + excluded.charges, billed = daily_cost.billed + excluded.billed,
                effective = daily_cost.effective + excluded.effective, retail = daily_cost.retail + excluded.retail,
                billed_usd = daily_cost.billed_usd + excluded.billed_usd,
                effective_usd = daily_cost.effective_usd + excluded.effective_usd
            """;

    /**
     * Adds differences to spends, in the order of the key, and says what they are now. The rows stay locked until the commit, so of two
     * transactions that each bring half of a crossing the second sees the sum. The answer is one row, a list for each column: a batch moves thousands of spends, and a
     * row each costs more to read than to change. Lists are text, since Hibernate Reactive reads no arrays.
     */
    private static final String ADD_SPEND = """
            with moved as (
                insert into spend (series_id, period_start, currency, amount, changed_at)
                select *, clock_timestamp() from unnest(cast(?1 as integer[]), cast(?2 as date[]), cast(?3 as text[]), cast(?4 as numeric[]))
                order by 1, 2, 3
                on conflict (series_id, period_start, currency) do update
                    set amount = spend.amount + excluded.amount, changed_at = excluded.changed_at
                returning series_id, period_start, cast(currency as text) as currency, amount)
            select string_agg(cast(series_id as text), ','), string_agg(to_char(period_start, 'YYYY-MM-DD'), ','),
                   string_agg(currency, ','), string_agg(cast(amount as text), ',')
            from moved
            """;

    private SpendTable() {}

    static Uni<Void> addDays(
            Mutiny.StatelessSession session, List<Map.Entry<Differences.DailyKey, Differences.Daily>> days) {
        if (days.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int n = days.size();
        Integer[] groups = new Integer[n];
        LocalDate[] dates = new LocalDate[n];
        Long[] charges = new Long[n];
        BigDecimal[][] amounts = new BigDecimal[5][n];
        for (int i = 0; i < n; i++) {
            Differences.Daily change = days.get(i).getValue();
            groups[i] = days.get(i).getKey().group();
            dates[i] = days.get(i).getKey().day();
            charges[i] = change.charges();
            amounts[0][i] = change.billed();
            amounts[1][i] = change.effective();
            amounts[2][i] = change.retail();
            amounts[3][i] = change.billedUsd();
            amounts[4][i] = change.effectiveUsd();
        }
        Mutiny.MutationQuery query = session.createNativeQuery(ADD_DAYS)
                .setParameter(1, groups)
                .setParameter(2, dates)
                .setParameter(3, charges);
        for (int i = 0; i < amounts.length; i++) {
            query = query.setParameter(i + 4, amounts[i]);
        }
        return query.executeUpdate().replaceWithVoid();
    }

    static Uni<List<SpendMoved>> add(
            Mutiny.StatelessSession session, List<Map.Entry<Differences.SpendKey, Differences.Spend>> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        int n = changes.size();
        Integer[] series = new Integer[n];
        LocalDate[] periods = new LocalDate[n];
        String[] currencies = new String[n];
        BigDecimal[] amounts = new BigDecimal[n];
        for (int i = 0; i < n; i++) {
            series[i] = changes.get(i).getKey().series();
            periods[i] = changes.get(i).getKey().periodStart();
            currencies[i] = changes.get(i).getKey().currency();
            amounts[i] = changes.get(i).getValue().amount();
        }
        return session.createNativeQuery(ADD_SPEND, Object[].class)
                .setParameter(1, series)
                .setParameter(2, periods)
                .setParameter(3, currencies)
                .setParameter(4, amounts)
                .getSingleResult()
                .map(SpendTable::moved);
    }

    private static List<SpendMoved> moved(Object[] columns) {
        String[] series = list(columns[0]);
        String[] periods = list(columns[1]);
        String[] currencies = list(columns[2]);
        String[] amounts = list(columns[3]);
        Map<String, LocalDate> days = new HashMap<>();
        List<SpendMoved> moved = new ArrayList<>(series.length);
        for (int i = 0; i < series.length; i++) {
            LocalDate period = days.computeIfAbsent(periods[i], LocalDate::parse);
            moved.add(new SpendMoved(
                    new Differences.SpendKey(Integer.parseInt(series[i]), period, currencies[i]),
                    new BigDecimal(amounts[i])));
        }
        return moved;
    }

    private static String[] list(Object column) {
        return ((String) column).split(",", -1);
    }
}
