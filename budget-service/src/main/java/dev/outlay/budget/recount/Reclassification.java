package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.evaluation.BudgetEvaluator;
import dev.outlay.budget.evaluation.Cause;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.Descriptions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Moves the charges of a customer whose agreement or billing profile has changed to their descriptions under the new one, a page at a time, each page a batch like any other. Batches
 * from the stream look at what is stated of customers under the stream's lock, so after one moment without any batch no charge is added under the old terms. How far it is is written
 * down with each page, so that it is true whoever dies, and whoever goes on.
 */
@ApplicationScoped
public class Reclassification {

    private static final int PAGE = 2_000;
    private static final int LONGEST_REASON = 300;

    /** The customer's agreement or profile has changed again, so that what a page would do is not to be done. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Superseded() {
            super("the customer was reclassified or moved again", null, false, false);
        }
    }

    private final Mutiny.SessionFactory sessions;
    private final RecordCharges recordCharges;
    private final BudgetEvaluator evaluator;
    private final Descriptions descriptions;
    private final RepeatedTask task;

    Reclassification(
            Mutiny.SessionFactory sessions,
            RecordCharges recordCharges,
            BudgetEvaluator evaluator,
            Descriptions descriptions,
            Vertx vertx) {
        this.sessions = sessions;
        this.recordCharges = recordCharges;
        this.evaluator = evaluator;
        this.descriptions = descriptions;
        this.task = new RepeatedTask(
                vertx, "Recounting reclassified and moved customers", Duration.ofSeconds(1), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    private Uni<Boolean> round() {
        return sessions.withStatelessSession(ReclassificationTable::next).chain(next -> next.map(this::recount)
                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** @return whether something was done: what changes while it begins is looked at in the next round, and not at once */
    private Uni<Boolean> recount(ReclassificationTable.Customer customer) {
        return recordCharges
                .awaitBatchesInFlight()
                .chain(() -> sessions.withStatelessTransaction(session -> ReclassificationTable.ask(session, customer)))
                .chain(() ->
                        sessions.withStatelessTransaction(session -> ReclassificationTable.begin(session, customer)))
                .chain(begun -> begun.map(recount ->
                                page(recount).onFailure(Superseded.class).recoverWithItem(true))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .onFailure()
                .call(failure -> noted(customer, failure));
    }

    /** So that whoever looks sees why it does not go on. Where this cannot be written down, it is tried again all the same. */
    private Uni<Void> noted(ReclassificationTable.Customer customer, Throwable failure) {
        return sessions.withStatelessTransaction(
                        session -> ReclassificationTable.failed(session, customer, reason(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private static String reason(Throwable failure) {
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String reason = failure.getClass().getSimpleName() + ": " + said.replace('\0', ' ');
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    /** @return false where a page has moved nothing: what keeps it from that is looked at anew, after a rest */
    private Uni<Boolean> page(ReclassificationTable.Begun recount) {
        return sessions.withStatelessSession(session -> ReclassificationTable.page(session, recount.customer(), PAGE))
                .chain(charges -> charges.isEmpty()
                        ? evaluator
                                .recounted(recount.customer().key())
                                .chain(() -> sessions.withStatelessTransaction(
                                        session -> ReclassificationTable.done(session, recount)))
                                .replaceWith(true)
                        : move(charges, recount)
                                .chain(moved -> moved == 0 ? Uni.createFrom().item(false) : page(recount)));
    }

    private Uni<Integer> move(List<ReclassificationTable.Described> charges, ReclassificationTable.Begun recount) {
        Moving moving = new Moving(recount.terms(), charges);
        List<ChargeKey> keys =
                charges.stream().map(ReclassificationTable.Described::key).toList();
        return sessions.withStatelessTransaction(session -> descriptions
                        .byId(session, moving.sets())
                        .chain(found -> descriptions.reclassified(session, moving.wanted(found.values()))))
                .chain(others -> recordCharges.adjust(
                        keys,
                        row -> moving.moved(row, others),
                        Cause.RECLASSIFICATION,
                        (session, changed) -> noted(session, recount, changed)));
    }

    private static Uni<Void> noted(Mutiny.StatelessSession session, ReclassificationTable.Begun recount, int changed) {
        return ReclassificationTable.moved(session, recount, changed)
                .invoke(stands -> {
                    if (!stands) {
                        throw new Superseded();
                    }
                })
                .replaceWithVoid();
    }
}
