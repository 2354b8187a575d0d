package dev.outlay.budget.recount;

import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.CustomerTerms;
import dev.outlay.budget.ledger.StatedProfile;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code customer} and {@code customer_place}, as those that were reclassified or moved are recounted, and their charges. */
final class ReclassificationTable {

    /**
     * A customer to be recounted.
     *
     * @param scope its row of {@code scope}
     * @param key of that row
     * @param agreement under which its charges have to be
     * @param version of the row that says so
     */
    record Customer(int scope, ScopeKey key, Agreement agreement, long version) {}

    /**
     * A recount that has begun.
     *
     * @param id of its row, which says how far it is
     * @param terms as they are from here on: whoever changes them ends the recount first
     */
    record Begun(UUID id, Customer customer, CustomerTerms terms) {}

    /**
     * @param set row of the description that it has now
     * @param billed first day of the month in which charges of the description are billed; null where that is the month of their day
     * @param month first day of the month in which this one is billed
     */
    record Described(ChargeKey key, int set, @Nullable LocalDate billed, LocalDate month) {}

    private static final String NEXT =
            "select scope_id, key, cast(agreement as integer), version from customer join scope on id = scope_id where"
                    + " recount order by scope_id limit 1";

    /** The charges of customer ?1 that are not under agreement ?2, and those that are and not on the profile of their month. By "offset 0" the months are looked for in the index: else each page would read all closed ones again. */
    private static final String ELSEWHERE = """
        with placed as (
            select p.profile_scope, s.currency, p.from_month, coalesce(lead(p.from_month) over (order by p.from_month), date 'infinity') as until_month
            from customer_place p join scope s on s.id = p.profile_scope where p.customer_scope = ?1)
        select c.account_scope, c.source_id, c.id, c.dimension_set_id, g.billing_period,
               coalesce(g.billing_period, cast(date_trunc('month', c.charge_start at time zone 'UTC') as date))
        from dimension_set d join cost_group g on g.id = d.cost_group_id join charge c on c.dimension_set_id = d.id
        where d.customer_scope = ?1 and d.agreement <> ?2
        union all
        select c.account_scope, c.source_id, c.id, c.dimension_set_id, g.billing_period,
               coalesce(g.billing_period, cast(date_trunc('month', c.charge_start at time zone 'UTC') as date))
        from placed p
        join dimension_set d on d.customer_scope = ?1 and d.agreement = ?2 and d.profile_scope <> p.profile_scope and d.currency = p.currency
        join cost_group g on g.id = d.cost_group_id
             and coalesce(g.billing_period, p.from_month) >= p.from_month and coalesce(g.billing_period, p.from_month) < p.until_month
        cross join lateral (
            select one.* from charge one
            where one.dimension_set_id = d.id
              and one.charge_start >= case when g.billing_period is null then cast(p.from_month as timestamp) at time zone 'UTC' else timestamptz '-infinity' end
              and one.charge_start < case when g.billing_period is null then cast(p.until_month as timestamp) at time zone 'UTC' else timestamptz 'infinity' end
            offset 0) as c
        """;

    private static final String KEYS = ELSEWHERE + "limit ?3";

    private static final String PLACES = """
        select p.from_month, p.profile_scope, s.billing_account, s.billing_profile, p.profile_name, cast(s.currency as text)
        from customer_place p join scope s on s.id = p.profile_scope where p.customer_scope = ?1 order by p.from_month
        """;

    private static final String DONE = "update customer set recount = false where scope_id = ?1 and version = ?2";

    /** Where a customer was marked by hand, or by an older version of this service, which writes no row of it. */
    private static final String ASKED = """
        insert into customer_recount (id, scope_id, agreement, asked_at) values (?1, ?2, ?3, clock_timestamp())
        on conflict (scope_id) where ended_at is null do nothing
        """;

    /** Where an older version has changed the agreement meanwhile, it has left a row of the former one. */
    private static final String SUPERSEDED = """
        update customer_recount set ended_at = clock_timestamp(), superseded = true
        where scope_id = ?1 and agreement <> ?2 and ended_at is null
          and exists (select from customer where scope_id = ?1 and agreement = ?2 and version = ?3)
        """;

    /** Counts what there is to do once, whoever begins, and whoever else does at the same time: who comes second waits for the row, and finds it counted. */
    private static final String BEGIN = """
        update customer_recount set
            begun_at = coalesce(begun_at, clock_timestamp()),
            total = coalesce(total, (select count(*) from (""" + ELSEWHERE + """
        ) as moving))
        where scope_id = ?1 and agreement = ?2 and ended_at is null
        returning id
        """;

    private static final String MOVED = """
        update customer_recount set done = done + ?2, failed_at = null, failure = null where id = ?1 and ended_at is null
        """;

    /** Charges that were restated while it went on have moved themselves. */
    private static final String ENDED = """
        update customer_recount set done = greatest(total, done), total = greatest(total, done), failed_at = null, failure = null, ended_at = clock_timestamp()
        where id = ?1 and ended_at is null
        """;

    private static final String FAILED =
            "update customer_recount set failed_at = clock_timestamp(), failure = ?2 where scope_id = ?1 and ended_at"
                    + " is null";

    private ReclassificationTable() {}

    static Uni<Optional<Customer>> next(Mutiny.StatelessSession session) {
        return session.createNativeQuery(NEXT, Object[].class).getResultList().map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Customer(
                        (Integer) row[0], new ScopeKey((String) row[1]), Agreement.of((Integer) row[2]), (Long)
                                row[3])));
    }

    /** Some of a customer's charges that are still under the former agreement, or on a former profile. */
    static Uni<List<Described>> page(Mutiny.StatelessSession session, Customer customer, int limit) {
        return session.createNativeQuery(KEYS, Object[].class)
                .setParameter(1, customer.scope())
                .setParameter(2, customer.agreement().code())
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Described(
                                new ChargeKey((Integer) row[0], (Integer) row[1], (String) row[2]),
                                (Integer) row[3],
                                (LocalDate) row[4],
                                (LocalDate) row[5]))
                        .toList());
    }

    /**
     * Sees to it that the recount of a customer has its row, also where nobody has asked for it by a request. In a transaction of its own: who changes the customer meanwhile waits for a row that is not committed, and while
     * it waits nothing is counted.
     */
    static Uni<Void> ask(Mutiny.StatelessSession session, Customer customer) {
        return session.createNativeQuery(SUPERSEDED)
                .setParameter(1, customer.scope())
                .setParameter(2, customer.agreement().code())
                .setParameter(3, customer.version())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(ASKED)
                        .setParameter(1, UUID.randomUUID())
                        .setParameter(2, customer.scope())
                        .setParameter(3, customer.agreement().code())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Begins a customer's recount, or goes on with it; empty where its agreement has changed again. */
    static Uni<Optional<Begun>> begin(Mutiny.StatelessSession session, Customer customer) {
        return session.createNativeQuery(BEGIN, UUID.class)
                .setParameter(1, customer.scope())
                .setParameter(2, customer.agreement().code())
                .getResultList()
                .chain(ids -> places(session, customer).map(places -> ids.stream()
                        .findFirst()
                        .map(id -> new Begun(id, customer, new CustomerTerms(customer.agreement(), places)))));
    }

    /** Read while the recount's row is locked, for which whoever moves the customer waits. */
    private static Uni<List<StatedProfile>> places(Mutiny.StatelessSession session, Customer customer) {
        return session.createNativeQuery(PLACES, Object[].class)
                .setParameter(1, customer.scope())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> StatedProfile.of(
                                (LocalDate) row[0],
                                (Integer) row[1],
                                (String) row[2],
                                (String) row[3],
                                (String) row[4],
                                (String) row[5]))
                        .toList());
    }

    /**
     * Notes how many charges have moved, in the transaction that moves them.
     *
     * @return false where the recount is no longer what is to be done
     */
    static Uni<Boolean> moved(Mutiny.StatelessSession session, Begun recount, int charges) {
        return session.createNativeQuery(MOVED)
                .setParameter(1, recount.id())
                .setParameter(2, (long) charges)
                .executeUpdate()
                .map(noted -> noted == 1);
    }

    /** Notes that going on failed, and why. */
    static Uni<Void> failed(Mutiny.StatelessSession session, Customer customer, String reason) {
        return session.createNativeQuery(FAILED)
                .setParameter(1, customer.scope())
                .setParameter(2, reason)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Notes that a customer is recounted, unless it was changed again meanwhile. */
    static Uni<Void> done(Mutiny.StatelessSession session, Begun recount) {
        return session.createNativeQuery(DONE)
                .setParameter(1, recount.customer().scope())
                .setParameter(2, recount.customer().version())
                .executeUpdate()
                .chain(done -> done == 0
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery(ENDED)
                                .setParameter(1, recount.id())
                                .executeUpdate()
                                .replaceWithVoid());
    }
}
