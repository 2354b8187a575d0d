package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.LedgerRow;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Moves the charges of a customer whose agreement has changed to their descriptions under the new one, a page at a time, each page a batch like any other. Batches
 * from the stream look at agreements under the stream's lock, so after one moment without any batch no charge is added under the old agreement.
 */
@ApplicationScoped
public class Reclassification {

    private static final int PAGE = 2_000;

    private static final String NEXT =
            "select scope_id, cast(agreement as integer), version from customer where recount order by scope_id limit 1";

    private static final String KEYS = """
            select c.account_scope, c.source_id, c.id, c.dimension_set_id
            from dimension_set d join charge c on c.dimension_set_id = d.id
            where d.customer_scope = ?1 and d.agreement <> ?2 limit ?3
            """;

    private static final String DONE = "update customer set recount = false where scope_id = ?1 and version = ?2";

    private final Mutiny.SessionFactory sessions;
    private final RecordCharges recordCharges;
    private final Descriptions descriptions;
    private final RepeatedTask task;

    Reclassification(
            Mutiny.SessionFactory sessions, RecordCharges recordCharges, Descriptions descriptions, Vertx vertx) {
        this.sessions = sessions;
        this.recordCharges = recordCharges;
        this.descriptions = descriptions;
        this.task = new RepeatedTask(vertx, "Recounting reclassified customers", Duration.ofSeconds(1), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** A customer's agreement was changed. */
    public void wake() {
        task.wake();
    }

    private record Customer(int scope, Agreement agreement, long version) {}

    private Uni<Boolean> round() {
        return sessions.withStatelessSession(session ->
                        session.createNativeQuery(NEXT, Object[].class).getResultList())
                .chain(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(false);
                    }
                    Object[] row = rows.getFirst();
                    return recount(new Customer((Integer) row[0], Agreement.of((Integer) row[1]), (Long) row[2]))
                            .replaceWith(true);
                });
    }

    private Uni<Void> recount(Customer customer) {
        return recordCharges.awaitBatchesInFlight().chain(() -> page(customer));
    }

    private Uni<Void> page(Customer customer) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(KEYS, Object[].class)
                        .setParameter(1, customer.scope())
                        .setParameter(2, customer.agreement().code())
                        .setParameter(3, PAGE)
                        .getResultList())
                .chain(rows -> rows.isEmpty()
                        ? done(customer)
                        : move(rows, customer.agreement()).chain(() -> page(customer)));
    }

    private Uni<Void> move(List<Object[]> rows, Agreement agreement) {
        List<ChargeKey> keys = rows.stream()
                .map(row -> new ChargeKey((Integer) row[0], (Integer) row[1], (String) row[2]))
                .toList();
        List<Integer> sets =
                rows.stream().map(row -> (Integer) row[3]).distinct().toList();
        return sessions.withStatelessTransaction(session -> descriptions
                        .byId(session, sets)
                        .chain(found -> descriptions.underTheOtherAgreement(session, found.values())))
                .chain(others -> recordCharges.adjust(keys, row -> moved(row, agreement, others)))
                .replaceWithVoid();
    }

    private static LedgerRow moved(LedgerRow row, Agreement agreement, Map<Integer, DimensionSet> others) {
        DimensionSet other = others.get(row.set().id());
        return other == null || row.set().agreement() == agreement ? row : row.describedBy(other);
    }

    private Uni<Void> done(Customer customer) {
        return sessions.withStatelessTransaction(session -> session.createNativeQuery(DONE)
                        .setParameter(1, customer.scope())
                        .setParameter(2, customer.version())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
