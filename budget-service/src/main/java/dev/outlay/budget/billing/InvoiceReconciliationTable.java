package dev.outlay.budget.billing;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** All invoices of a profile, closed and open, against what the profile has spent in all months: another sum, kept by other statements. */
public final class InvoiceReconciliationTable {

    /**
     * A profile whose invoices do not add up to its spend.
     *
     * @param profile key of the profile
     * @param spent exact, as text
     * @param invoiced exact, as text
     */
    public record Difference(String profile, String spent, String invoiced) {}

    private static final String COMPARE = "with asked as (select s.id from scope s where s.kind = 2),\n"
            + InvoiceSql.OPEN_LINES + """
            , lines as (
                select g.profile_scope, g.amount from open_lines g where\s""" + InvoicedCategories.CONDITION + """

                union all
                select i.profile_scope, g.amount from invoice i join invoice_line g on g.invoice_id = i.id where\s"""
            + InvoicedCategories.CONDITION + """
            ),
            invoiced as (select profile_scope, sum(amount) as amount from lines group by 1),
            spent as (
                select series.scope_id as profile_scope, sum(spend.amount) as amount
                from asked join spend_series series on series.scope_id = asked.id
                join spend on spend.series_id = series.id
                where series.time_grain = 1 and series.metric = 1 and series.filter is null group by 1)
            select translate(p.key, chr(10), ' '), cast(coalesce(spent.amount, 0) as text), cast(coalesce(invoiced.amount, 0) as text)
            from spent full join invoiced using (profile_scope) join scope p on p.id = profile_scope
            where coalesce(spent.amount, 0) <> coalesce(invoiced.amount, 0)
            order by p.key limit ?1
            """;

    private InvoiceReconciliationTable() {}

    public static Uni<List<Difference>> compare(Mutiny.StatelessSession session, int limit) {
        return session.createNativeQuery(COMPARE, Object[].class)
                .setParameter(1, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Difference((String) row[0], (String) row[1], (String) row[2]))
                        .toList());
    }
}
