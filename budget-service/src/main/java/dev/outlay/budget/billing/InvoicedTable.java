package dev.outlay.budget.billing;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code invoice}, and what the daily cost has beside its lines, as to whether charges are invoiced. */
@ApplicationScoped
class InvoicedTable {

    /** One row for each profile with a closed invoice, and one for each month and customer of it of which something is on an open one. One statement, so of one moment. */
    private static final String INVOICED =
            "with asked as (select s.id from scope s where s.kind = 2 and s.key >= ?1 and s.key <= ?2),\n"
                    + InvoiceSql.OPEN_LINES + """
            select lower(p.billing_profile), closed.last, false, cast(null as text) from closed join scope p on p.id = closed.profile_scope
            union all
            select lower(p.billing_profile), g.period, true, lower(c.customer)
            from open_lines g join closed on closed.profile_scope = g.profile_scope and g.period <= closed.last
            join scope p on p.id = g.profile_scope left join scope c on c.id = g.customer
            where\s""" + InvoicedCategories.CONDITION + " group by 1, 2, 3, 4";

    /** Of some profiles. */
    Uni<Invoiced> of(Mutiny.StatelessSession session, ScopeKey from, ScopeKey to) {
        return session.createNativeQuery(INVOICED, Object[].class)
                .setParameter(1, from.text())
                .setParameter(2, to.text())
                .getResultList()
                .map(InvoicedTable::read);
    }

    private static Invoiced read(List<Object[]> rows) {
        Map<String, YearMonth> lastClosed = new HashMap<>();
        Set<Invoiced.Late> late = new HashSet<>();
        for (Object[] row : rows) {
            String profile = (String) row[0];
            YearMonth period = YearMonth.from((LocalDate) row[1]);
            if ((Boolean) row[2]) {
                late.add(new Invoiced.Late(profile, period, (String) row[3]));
            } else {
                lastClosed.put(profile, period);
            }
        }
        return new Invoiced(lastClosed, late);
    }
}
