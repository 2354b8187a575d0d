package dev.outlay.budget.billing;

/** What the statements about invoices have in common. */
final class InvoiceSql {

    /**
     * What is on open invoices: the daily cost less what was written down of closed ones, by profile, invoice, period, customer, category and agreement. What
     * belongs to a period up to the last closed one is on the profile's next open invoice: the next month with charges, or the month after if there is none.
     *
     * <p>Begins with a table {@code asked} of profiles by id. One statement sees one moment, so what a batch commits meanwhile is on an invoice entirely or not at all.
     */
    static final String OPEN_LINES = """
            own as (
                select g.profile_scope, coalesce(g.billing_period, cast(date_trunc('month', cast(d.day as timestamp)) as date)) as period,
                       coalesce(g.customer_scope, 0) as customer, g.charge_category, g.agreement,
                       cast(sum(d.charges) as bigint) as charges, sum(d.billed) as amount
                from asked join cost_group g on g.profile_scope = asked.id join daily_cost d on d.cost_group_id = g.id
                group by 1, 2, 3, 4, 5),
            frozen as (
                select i.profile_scope, l.period_start as period, l.customer_scope as customer, l.charge_category, l.agreement,
                       cast(sum(l.charges) as bigint) as charges, sum(l.amount) as amount
                from asked join invoice i on i.profile_scope = asked.id join invoice_line l on l.invoice_id = i.id
                group by 1, 2, 3, 4, 5),
            closed as (
                select i.profile_scope, max(i.period_start) as last from asked join invoice i on i.profile_scope = asked.id group by 1),
            following as (
                select closed.profile_scope, closed.last,
                       coalesce(min(own.period), cast(closed.last + interval '1 month' as date)) as period
                from closed left join own on own.profile_scope = closed.profile_scope and own.period > closed.last and own.charges <> 0
                group by 1, 2),
            moved as (
                select profile_scope, period, customer, charge_category, agreement,
                       coalesce(own.charges, 0) - coalesce(frozen.charges, 0) as charges,
                       coalesce(own.amount, 0) - coalesce(frozen.amount, 0) as amount
                from own full join frozen using (profile_scope, period, customer, charge_category, agreement)),
            open_lines as (
                select moved.profile_scope, case when moved.period <= following.last then following.period else moved.period end as invoice_period,
                       moved.period, moved.customer, moved.charge_category, moved.agreement, moved.charges, moved.amount
                from moved left join following on following.profile_scope = moved.profile_scope
                where moved.charges <> 0 or moved.amount <> 0)
            """;

    private InvoiceSql() {}
}
