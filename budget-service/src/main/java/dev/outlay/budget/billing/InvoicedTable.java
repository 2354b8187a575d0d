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
import org.jspecify.annotations.Nullable;

/** The table {@code invoice}, and what the daily cost has beside its lines, as to whether charges are invoiced. */
@ApplicationScoped
class InvoicedTable {

    /**
     * What it is asked of.
     *
     * @param profiles keys
     * @param first the first month in which charges are billed
     * @param last the last one
     * @param customer key of the only one that is meant; null for all
     */
    record Asked(
            Set<ScopeKey> profiles,
            YearMonth first,
            YearMonth last,
            @Nullable ScopeKey customer) {
        Asked {
            profiles = Set.copyOf(profiles);
        }
    }

    /** One row for each profile with a closed invoice, and one for each month and customer of it of which something is on an open one. One statement, so of one moment; it reads no days but those of the months. */
    private static final String INVOICED =
            """
            with closed as (
                select i.profile_scope, max(i.period_start) as last from scope s join invoice i on i.profile_scope = s.id
                where s.key = any(cast(?1 as text[])) group by 1),
            kept as (
                select g.*, closed.last from closed join cost_group g on g.profile_scope = closed.profile_scope
                where (g.billing_period is null or g.billing_period between cast(?2 as date) and least(cast(?3 as date), closed.last))
                  and (cast(?4 as text) = '' or g.customer_scope = (select c.id from scope c where c.key = cast(?4 as text))) and\s""" + InvoicedCategories.CONDITION + """
            ),
            own as (
                select g.profile_scope, coalesce(g.billing_period, cast(date_trunc('month', cast(d.day as timestamp)) as date)) as period,
                       coalesce(g.customer_scope, 0) as customer, g.charge_category, g.agreement, sum(d.charges) as charges, sum(d.billed) as amount
                from kept g join daily_cost d on d.cost_group_id = g.id
                where g.billing_period is not null
                   or (d.day >= cast(?2 as date) and d.day < least(cast(?3 as date), g.last) + interval '1 month')
                group by 1, 2, 3, 4, 5),
            frozen as (
                select i.profile_scope, g.period_start as period, g.customer_scope as customer, g.charge_category, g.agreement,
                       sum(g.charges) as charges, sum(g.amount) as amount
                from closed join invoice i on i.profile_scope = closed.profile_scope join invoice_line g on g.invoice_id = i.id
                where g.period_start between cast(?2 as date) and cast(?3 as date)
                  and (cast(?4 as text) = '' or g.customer_scope = (select c.id from scope c where c.key = cast(?4 as text))) and\s""" + InvoicedCategories.CONDITION + """
                 group by 1, 2, 3, 4, 5)
            select lower(p.billing_profile), closed.last, false, cast(null as text) from closed join scope p on p.id = closed.profile_scope
            union all
            select distinct lower(p.billing_profile), moved.period, true, lower(c.customer)
            from (
                select profile_scope, period, customer from own full join frozen using (profile_scope, period, customer, charge_category, agreement)
                where coalesce(own.charges, 0) <> coalesce(frozen.charges, 0) or coalesce(own.amount, 0) <> coalesce(frozen.amount, 0)) as moved
            join scope p on p.id = moved.profile_scope left join scope c on c.id = moved.customer
            """;

    /** Of some profiles and months. */
    Uni<Invoiced> of(Mutiny.StatelessSession session, Asked asked) {
        return session.createNativeQuery(INVOICED, Object[].class)
                .setParameter(1, asked.profiles().stream().map(ScopeKey::text).toArray(String[]::new))
                .setParameter(2, asked.first().atDay(1))
                .setParameter(3, asked.last().atDay(1))
                .setParameter(
                        4, asked.customer() == null ? "" : asked.customer().text())
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
