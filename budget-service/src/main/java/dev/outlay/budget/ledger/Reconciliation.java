package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;

/** Counts everything again and compares. */
public interface Reconciliation {

    /** Recounts ledger, rollup and spend as of one moment. Takes as long as reading all of the ledger does. */
    Uni<ReconciliationReport> run();
}
