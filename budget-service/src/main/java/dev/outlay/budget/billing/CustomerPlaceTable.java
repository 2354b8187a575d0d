package dev.outlay.budget.billing;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code customer_place}, as customers are moved. Whoever uses it has taken a moment in which no batch is in flight and no invoice is being closed, and changes of one customer wait for each other.
 */
final class CustomerPlaceTable {

    /**
     * What a move is about.
     *
     * @param from first day of the first billing month that moves
     * @param currencies in which the customer was billed in that month and later, ISO 4217; ascending
     * @param recounted whether charges of these months are on another profile than the new one, or were being moved elsewhere
     */
    record Movable(LocalDate from, List<String> currencies, boolean recounted) {}

    /**
     * The first month after the last one of which something of the customer is on a closed invoice of the profile that is stated now, else of those on which it has charges; and not before the first one of the
     * last move, before which are closed invoices of a former profile. What the profile has closed without the customer keeps nothing there, or a wrong move could not be taken back. It is the daily cost
     * that says where charges are, and of its days only those that may move are read: the stream waits.
     */
    private static final String MOVABLE = """
            with latest as (
                select profile_scope, from_month from customer_place where customer_scope = ?1 order by from_month desc limit 1),
            former as (
                select profile_scope from latest
                union
                select g.profile_scope from cost_group g
                where g.customer_scope = ?1 and not exists (select from latest)
                  and exists (select from daily_cost d where d.cost_group_id = g.id and d.charges <> 0)),
            beginning as materialized (
                select greatest(
                    coalesce((select from_month from latest), date '0001-01-01'),
                    coalesce((select cast(max(l.period_start) + interval '1 month' as date) from former join invoice i using (profile_scope)
                              join invoice_line l on l.invoice_id = i.id and l.customer_scope = ?1), date '0001-01-01')) as month)
            select beginning.month, billed.currencies, coalesce(billed.elsewhere, false) or exists (select from customer where scope_id = ?1 and recount)
            from beginning cross join lateral (
                select string_agg(distinct cast(g.currency as text), ',' order by cast(g.currency as text)) as currencies, bool_or(g.profile_scope <> ?2) as elsewhere
                from cost_group g
                where g.customer_scope = ?1 and (g.billing_period is null or g.billing_period >= beginning.month) and exists (
                    select from daily_cost d
                    where d.cost_group_id = g.id and d.charges <> 0
                      and d.day >= case when g.billing_period is null then beginning.month else date '-infinity' end)) as billed
            """;

    private static final String FORGET = "delete from customer_place where customer_scope = ?1 and from_month >= ?2";

    private static final String PLACE = """
            insert into customer_place (customer_scope, from_month, profile_scope, profile_name)
            select cast(?1 as integer), cast(?2 as date), s.id, coalesce(s.display_name, b.display_name)
            from scope s left join billing_details b on b.scope_id = s.id where s.id = ?3
            """;

    private CustomerPlaceTable() {}

    static Uni<Movable> movable(Mutiny.StatelessSession session, int customer, int profile) {
        return session.createNativeQuery(MOVABLE, Object[].class)
                .setParameter(1, customer)
                .setParameter(2, profile)
                .getSingleResult()
                .map(row -> new Movable((LocalDate) row[0], currencies((String) row[1]), (Boolean) row[2]));
    }

    private static List<String> currencies(@Nullable String listed) {
        return listed == null ? List.of() : List.of(listed.split(",", -1));
    }

    /** Puts a customer on a profile from a month on; what was stated for that month and later ones holds no more. */
    static Uni<Void> place(Mutiny.StatelessSession session, int customer, LocalDate from, int profile) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, customer)
                .setParameter(2, from)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(PLACE)
                        .setParameter(1, customer)
                        .setParameter(2, from)
                        .setParameter(3, profile)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
