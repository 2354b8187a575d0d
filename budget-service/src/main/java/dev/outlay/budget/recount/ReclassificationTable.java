package dev.outlay.budget.recount;

import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeKey;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
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

    /** @param set row of the description that it has now */
    record Described(ChargeKey key, int set) {}

    private static final String NEXT =
            "select scope_id, cast(agreement as integer), version from customer where recount order by scope_id limit 1";

    private static final String KEYS = """
            select c.account_scope, c.source_id, c.id, c.dimension_set_id
            from dimension_set d join charge c on c.dimension_set_id = d.id
            where d.customer_scope = ?1 and d.agreement <> ?2 limit ?3
            """;

    private static final String DONE = "update customer set recount = false where scope_id = ?1 and version = ?2";

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

    /** Notes that a customer is recounted, unless it was changed again meanwhile. */
    static Uni<Void> done(Mutiny.StatelessSession session, Customer customer) {
        return session.createNativeQuery(DONE)
                .setParameter(1, customer.scope())
                .setParameter(2, customer.version())
                .executeUpdate()
                .replaceWithVoid();
    }
}
