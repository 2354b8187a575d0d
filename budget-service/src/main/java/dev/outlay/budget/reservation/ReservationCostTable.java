package dev.outlay.budget.reservation;

import dev.outlay.budget.analysis.CostView;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What reservations have cost, of the tables {@code dimension_set} and {@code charge}: the daily cost does not tell what was used of one from what was not. */
final class ReservationCostTable {

    private ReservationCostTable() {}

    /**
     * What the reservations of a scope have cost. Savings plans are no reservations: what they commit to is an amount, not hours of something.
     *
     * @param kind of the scope, a billing scope
     * @param scope its row
     */
    static Uni<List<ReservationCost>> read(Mutiny.StatelessSession session, ScopeKind kind, int scope, Period days) {
        return session.createNativeQuery(costs(CostView.of(kind)), Object[].class)
                .setParameter(1, scope)
                .setParameter(2, days.start())
                .setParameter(3, days.end())
                .getResultList()
                .map(rows -> rows.stream().map(ReservationCostTable::read).toList());
    }

    /**
     * Descriptions are found by an index of those of commitments, their charges by description and day. What nobody used of a reservation is on the invoice alone, so a customer sees none of it as cost; how well its
     * reservations are used is the partner's to know at the customer as well, so what the billing account counts of the customer counts.
     */
    private static String costs(CostView view) {
        return """
            with reserved as materialized (
                select s.id, s.dimensions ->> 'CommitmentDiscountId' as reservation, s.dimensions ->> 'CommitmentDiscountName' as name, s.profile_scope, s.customer_scope,
                       cast(s.currency as text) as currency, lower(coalesce(s.dimensions ->> 'CommitmentDiscountStatus', '')) = 'unused' as unused
                from dimension_set s
                where s.%s = ?1 and s.account_price <> 0 and s.charge_category = %d and s.dimensions ->> 'CommitmentDiscountId' is not null
                  and position('saving' in lower(coalesce(s.dimensions ->> 'CommitmentDiscountType', ''))) = 0
                  and lower(coalesce(s.dimensions ->> 'CommitmentDiscountCategory', '')) <> 'spend')
            select min(r.reservation), r.name, profile.billing_profile, customer.customer, r.currency,
                   coalesce(sum(c.effective) filter (where not r.unused), 0), coalesce(sum(c.effective) filter (where r.unused), 0),
                   coalesce(sum(c.effective_usd) filter (where not r.unused), 0), coalesce(sum(c.effective_usd) filter (where r.unused), 0),
                   bool_and(c.effective_usd is not null)
            from reserved r join charge c on c.dimension_set_id = r.id
            left join scope profile on profile.id = r.profile_scope left join scope customer on customer.id = r.customer_scope
            where c.charge_start >= cast(cast(?2 as date) as timestamp) at time zone 'UTC' and c.charge_start < cast(cast(?3 as date) as timestamp) at time zone 'UTC'
            group by lower(r.reservation), r.name, profile.billing_profile, customer.customer, r.currency
            order by lower(r.reservation) collate "C", r.name collate "C", r.currency
            """.formatted(view.scopeColumn(), ChargeCategory.USAGE.code());
    }

    private static ReservationCost read(Object[] row) {
        return new ReservationCost(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (BigDecimal) row[5],
                (BigDecimal) row[6],
                (Boolean) row[9] ? new ReservationCost.Dollars((BigDecimal) row[7], (BigDecimal) row[8]) : null);
    }
}
