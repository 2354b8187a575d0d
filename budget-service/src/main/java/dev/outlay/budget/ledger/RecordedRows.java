package dev.outlay.budget.ledger;

import java.util.List;

/**
 * What became of the statements of a batch.
 *
 * @param added new charges
 * @param replaced what restatements replaced, each with what took its place
 * @param conflicts statements with a revision that the ledger holds with other content
 * @param repeated statements that said nothing new
 */
public record RecordedRows(
        List<Restatement.Statement> added,
        List<Replaced> replaced,
        List<Restatement.Statement> conflicts,
        int repeated) {

    /** @param before as it was stored, with the values that are taken back */
    public record Replaced(LedgerRow before, Restatement.Statement after) {}
}
