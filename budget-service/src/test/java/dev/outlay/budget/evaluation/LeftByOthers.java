package dev.outlay.budget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.recount.ReconciliationReport;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * What the recount finds before a test. Other tests of this JVM write spends by hand, to show them: that differs, and is not what this test is about. It may go meanwhile, since a spend that no budget asks for any more ends by itself, at any
 * moment; what comes to it is the test's.
 */
final class LeftByOthers {

    private final Vertx vertx;
    private final Reconciliation reconciliation;
    private final List<ReconciliationReport.Difference> before;

    private LeftByOthers(Vertx vertx, Reconciliation reconciliation) {
        this.vertx = vertx;
        this.reconciliation = reconciliation;
        this.before = differences();
    }

    static LeftByOthers now(Vertx vertx, Reconciliation reconciliation) {
        return new LeftByOthers(vertx, reconciliation);
    }

    /** Ledger, daily cost, spends and invoices are the same, but for what differed before. */
    void isAllThatDiffers() {
        assertThat(differences()).as("what the service's own recount finds").isSubsetOf(before);
    }

    private List<ReconciliationReport.Difference> differences() {
        return LedgerFixture.run(vertx, reconciliation::run).differences();
    }
}
