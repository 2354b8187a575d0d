package dev.outlay.budget.recount;

import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.money.RateDay;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Charges in the ledger that do not count everywhere yet, for want of a rate or of a retail price. */
final class WaitingTable {

    /** The newest of them, by the index that holds no others: it costs nothing while nothing new waits. */
    private static final String NEWEST =
            "select coalesce(max(batch), 0) from charge where billed_usd is null or effective_usd is null";

    private static final String AWAITING = """
            select cast(d.currency as text), cast(date_trunc('%s', c.charge_start at time zone 'UTC') as date), count(*)
            from charge c join dimension_set d on d.id = c.dimension_set_id where c.billed_usd is null or c.effective_usd is null
            group by 1, 2 order by 1, 2
            """;

    private static final String KEYS = """
            select c.account_scope, c.source_id, c.id from charge c join dimension_set d on d.id = c.dimension_set_id
            where (c.billed_usd is null or c.effective_usd is null) and d.currency = ?1
              and c.charge_start >= cast(cast(?2 as date) as timestamp) at time zone 'UTC'
              and c.charge_start < cast(cast(?2 as date) as timestamp) at time zone 'UTC' + interval '1 %s'
            order by 1, 2, 3 limit ?3
            """;

    private static final String UNPRICED = """
            select count(*) from charge c join dimension_set d on d.id = c.dimension_set_id where c.retail is null and d.rbac_price = 2
            """;

    private WaitingTable() {}

    /** Number of the last batch that left a charge waiting for a rate; 0 when none waits. */
    static Uni<Long> newest(Mutiny.StatelessSession session) {
        return session.createNativeQuery(NEWEST, Long.class).getSingleResult();
    }

    /** Charges that wait, by currency and by the month, or the day, whose rate they wait for. */
    static Uni<List<LedgerStatus.Awaiting>> awaitingRate(Mutiny.StatelessSession session, RateDay rateDay) {
        return session.createNativeQuery(AWAITING.formatted(span(rateDay)), Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new LedgerStatus.Awaiting((String) row[0], (LocalDate) row[1], (Long) row[2]))
                        .toList());
    }

    /** Some of the charges of a currency that wait for the same rate. */
    static Uni<List<ChargeKey>> keys(
            Mutiny.StatelessSession session, LedgerStatus.Awaiting waiting, RateDay rateDay, int limit) {
        return session.createNativeQuery(KEYS.formatted(span(rateDay)), Object[].class)
                .setParameter(1, waiting.currency())
                .setParameter(2, waiting.since())
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new ChargeKey((Integer) row[0], (Integer) row[1], (String) row[2]))
                        .toList());
    }

    private static String span(RateDay rateDay) {
        return switch (rateDay) {
            case FIRST_OF_MONTH -> "month";
            case DAY_OF_CHARGE -> "day";
        };
    }

    /** How many charges do not count at subscription and resource group yet. */
    static Uni<Long> unpriced(Mutiny.StatelessSession session) {
        return session.createNativeQuery(UNPRICED, Long.class).getSingleResult();
    }
}
