package dev.outlay.budget.recount;

import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code customer}, as its reclassified ones are recounted, and their charges. */
final class ReclassificationTable {

    /**
     * A customer to be recounted.
     *
     * @param scope its row of {@code scope}
     * @param agreement under which its charges have to be
     * @param version of the row that says so
     */
    record Customer(int scope, Agreement agreement, long version) {}

    /**
     * A recount that has begun.
     *
     * @param id of its row, which says how far it is
     */
    record Begun(UUID id, Customer customer) {}

    /** @param set row of the description that it has now */
    record Described(ChargeKey key, int set) {}

    private static final String NEXT =
            "select scope_id, cast(agreement as integer), version from customer where recount order by scope_id limit"
                    + " 1";

    private static final String KEYS = """
        select c.account_scope, c.source_id, c.id, c.dimension_set_id
        from dimension_set d join charge c on c.dimension_set_id = d.id
        where d.customer_scope = ?1 and d.agreement <> ?2 limit ?3
        """;

    private static final String DONE = "update customer set recount = false where scope_id = ?1 and version = ?2";

    /** Where a customer was marked by an older version of this service, which writes no row of it. */
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
            total = coalesce(total, (select count(*) from dimension_set d join charge c on c.dimension_set_id = d.id
                                     where d.customer_scope = ?1 and d.agreement <> ?2))
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
                .map(row -> new Customer((Integer) row[0], Agreement.of((Integer) row[1]), (Long) row[2])));
    }

    /** Some of a customer's charges that are under the former agreement still. */
    static Uni<List<Described>> page(Mutiny.StatelessSession session, Customer customer, int limit) {
        return session.createNativeQuery(KEYS, Object[].class)
                .setParameter(1, customer.scope())
                .setParameter(2, customer.agreement().code())
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Described(
                                new ChargeKey((Integer) row[0], (Integer) row[1], (String) row[2]), (Integer) row[3]))
                        .toList());
    }

    /** Begins a customer's recount, or goes on with it; empty where its agreement has changed again. */
    static Uni<Optional<Begun>> begin(Mutiny.StatelessSession session, Customer customer) {
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
                .chain(() -> session.createNativeQuery(BEGIN, UUID.class)
                        .setParameter(1, customer.scope())
                        .setParameter(2, customer.agreement().code())
                        .getResultList())
                .map(ids -> ids.stream().findFirst().map(id -> new Begun(id, customer)));
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
