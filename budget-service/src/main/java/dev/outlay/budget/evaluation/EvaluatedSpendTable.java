package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.SpendMoved;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code spend}, as budgets are compared with what is there already. */
final class EvaluatedSpendTable {

    /**
     * A row to lock, where there is none yet: a batch that is just adding the first charge of a period has inserted one that nobody else sees, and only another insert
     * waits for it. Not while the series is still asked for or built, since nothing is compared then.
     */
    private static final String BEGIN = """
            insert into spend (series_id, period_start, currency, amount, changed_at)
            select s.id, ?2, spend_currency(s.metric, billed.currency), 0, clock_timestamp()
            from spend_series s left join lateral billing_currency(s.scope_id, ?3) as billed on true
            where s.id = ?1 and s.state = 2 and spend_currency(s.metric, billed.currency) is not null
            on conflict do nothing
            """;

    /** Locked, so that a batch which adds to the spend right now is waited for, and what it adds is seen. */
    private static final String LOCK = """
            select series_id, period_start, cast(currency as text), amount from spend
            where series_id = ?1 and period_start = ?2 order by currency for update
            """;

    /** Not locked: what a batch adds meanwhile, that batch evaluates. */
    private static final String READ = """
            select series_id, period_start, cast(currency as text), amount
            from unnest(cast(?1 as integer[]), cast(?2 as date[])) as wanted (series_id, period_start)
            join spend using (series_id, period_start)
            """;

    private EvaluatedSpendTable() {}

    /**
     * What a series has spent in a period, locked until the end of the transaction, and nothing of it missing that a batch has added before.
     *
     * @param currencyDay the day whose currency the period is counted in
     */
    static Uni<List<SpendMoved>> lock(
            Mutiny.StatelessSession session, int series, LocalDate periodStart, LocalDate currencyDay) {
        return session.createNativeQuery(BEGIN)
                .setParameter(1, series)
                .setParameter(2, periodStart)
                .setParameter(3, currencyDay)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(LOCK, Object[].class)
                        .setParameter(1, series)
                        .setParameter(2, periodStart)
                        .getResultList())
                .map(EvaluatedSpendTable::spends);
    }

    /** What several series have spent, each in the period of the same position. */
    static Uni<List<SpendMoved>> read(
            Mutiny.StatelessSession session, List<Integer> series, List<LocalDate> periodStarts) {
        return session.createNativeQuery(READ, Object[].class)
                .setParameter(1, series.toArray(Integer[]::new))
                .setParameter(2, periodStarts.toArray(LocalDate[]::new))
                .getResultList()
                .map(EvaluatedSpendTable::spends);
    }

    private static List<SpendMoved> spends(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new SpendMoved(
                        new Differences.SpendKey((Integer) row[0], (LocalDate) row[1], (String) row[2]),
                        (BigDecimal) row[3]))
                .toList();
    }
}
