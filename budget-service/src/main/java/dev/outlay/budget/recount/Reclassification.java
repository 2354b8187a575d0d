package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.evaluation.Cause;
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

    private Uni<Boolean> round() {
        return sessions.withStatelessSession(ReclassificationTable::next)
                .chain(next -> next.map(customer -> recount(customer).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> recount(ReclassificationTable.Customer customer) {
        return recordCharges.awaitBatchesInFlight().chain(() -> page(customer));
    }

    private Uni<Void> page(ReclassificationTable.Customer customer) {
        return sessions.withStatelessSession(session -> ReclassificationTable.page(session, customer, PAGE))
                .chain(charges -> charges.isEmpty()
                        ? sessions.withStatelessTransaction(session -> ReclassificationTable.done(session, customer))
                        : move(charges, customer.agreement()).chain(() -> page(customer)));
    }

    private Uni<Void> move(List<ReclassificationTable.Described> charges, Agreement agreement) {
        List<ChargeKey> keys =
                charges.stream().map(ReclassificationTable.Described::key).toList();
        List<Integer> sets = charges.stream()
                .map(ReclassificationTable.Described::set)
                .distinct()
                .toList();
        return sessions.withStatelessTransaction(session -> descriptions
                        .byId(session, sets)
                        .chain(found -> descriptions.underTheOtherAgreement(session, found.values())))
                .chain(others ->
                        recordCharges.adjust(keys, row -> moved(row, agreement, others), Cause.RECLASSIFICATION))
                .replaceWithVoid();
    }

    private static LedgerRow moved(LedgerRow row, Agreement agreement, Map<Integer, DimensionSet> others) {
        DimensionSet other = others.get(row.set().id());
        return other == null || row.set().agreement() == agreement ? row : row.describedBy(other);
    }
}
