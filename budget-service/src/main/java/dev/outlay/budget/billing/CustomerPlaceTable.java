package dev.outlay.budget.billing;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
     * @param recounting whether its charges are being moved elsewhere, or counted under another agreement
     * @param billed in what the customer was billed in that month and later, by currency
     */
    record Movable(LocalDate from, boolean recounting, List<Billed> billed) {

        /** ISO 4217, ascending. */
        List<String> currencies() {
            return billed.stream().map(Billed::currency).toList();
        }

        /**
         * The same, beginning after the last month in which something was billed in another currency: nothing is converted.
         *
         * @param currency ISO 4217; null where nothing was billed
         */
        Movable in(@Nullable String currency) {
            LocalDate first = billed.stream()
                    .filter(one -> !one.currency().equals(currency))
                    .map(one -> one.lastMonth().plusMonths(1))
                    .filter(month -> month.isAfter(from))
                    .max(Comparator.naturalOrder())
                    .orElse(from);
            return new Movable(
                    first,
                    recounting,
                    billed.stream()
                            .filter(one -> one.currency().equals(currency)
                                    && !one.lastMonth().isBefore(first))
                            .toList());
        }

        /** Whether charges may be on another profile than the new one, or were being moved elsewhere. */
        boolean recounted() {
            return recounting || billed.stream().anyMatch(Billed::elsewhere);
        }
    }

    /**
     * What a customer was billed in one currency.
     *
     * @param currency ISO 4217
     * @param lastMonth first day of the last billing month with charges
     * @param elsewhere whether any of them is on another profile than the new one
     */
    record Billed(String currency, LocalDate lastMonth, boolean elsewhere) {}

    /**
     * The first month after the last one of which something of the customer is on a closed invoice of the profile that is stated now, else of those on which it has charges; and not before the first one of the
     * last move, before which are closed invoices of a former profile, or another currency. What the profile has closed without the customer keeps nothing there, or a wrong move could not be taken back. It is the daily cost
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
            select beginning.month, exists (select from customer where scope_id = ?1 and recount), billed.currency, billed.last_month, billed.elsewhere
            from beginning left join lateral (
                select cast(g.currency as text) as currency, bool_or(g.profile_scope <> ?2) as elsewhere,
                       max(coalesce(g.billing_period, cast(date_trunc('month', cast(last.day as timestamp)) as date))) as last_month
                from cost_group g join lateral (
                    select d.day from daily_cost d
                    where d.cost_group_id = g.id and d.charges <> 0
                      and d.day >= case when g.billing_period is null then beginning.month else date '-infinity' end
                    order by d.day desc limit 1) as last on true
                where g.customer_scope = ?1 and (g.billing_period is null or g.billing_period >= beginning.month)
                group by g.currency) as billed on true
            order by billed.currency
            """;

    private static final String STATED = """
            select profile.key from customer_place place join scope customer on customer.id = place.customer_scope join scope profile on profile.id = place.profile_scope
            where customer.key = ?1 order by place.from_month desc limit 1
            """;

    private static final String CURRENCY = "select cast(currency as text) from billing_currency(?1, ?2)";

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
                .getResultList()
                .map(rows -> new Movable(
                        (LocalDate) rows.getFirst()[0],
                        (Boolean) rows.getFirst()[1],
                        rows.stream()
                                .filter(row -> row[2] != null)
                                .map(row -> new Billed((String) row[2], (LocalDate) row[3], (Boolean) row[4]))
                                .toList()));
    }

    /** The profile on which a customer was put last; empty where its charges' source says it. */
    static Uni<Optional<ScopeKey>> stated(Mutiny.StatelessSession session, ScopeKey customer) {
        return session.createNativeQuery(STATED, String.class)
                .setParameter(1, customer.text())
                .getResultList()
                .map(found -> found.stream().findFirst().map(ScopeKey::new));
    }

    /** In which currency a customer is billed in a month, as things are stated now; empty while nothing says. */
    static Uni<Optional<String>> currency(Mutiny.StatelessSession session, int customer, LocalDate month) {
        return session.createNativeQuery(CURRENCY, String.class)
                .setParameter(1, customer)
                .setParameter(2, month)
                .getResultList()
                .map(found -> Optional.ofNullable(found.getFirst()));
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
