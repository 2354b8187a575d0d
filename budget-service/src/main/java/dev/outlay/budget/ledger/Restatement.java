package dev.outlay.budget.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What becomes of a charge that may have been stated before. The highest revision counts; the same revision with the same content is a repetition, with
 * other content a conflict that a person has to look at.
 */
public final class Restatement {

    private Restatement() {}

    /** What one statement of a charge amounts to. */
    public enum Verdict {
        /** Replaces what is known. */
        RESTATED,
        /** Says what is known. */
        DUPLICATE,
        /** Is older than what is known. */
        STALE,
        /** Has the revision of what is known, and other content. */
        CONFLICT
    }

    /**
     * A statement within a batch.
     *
     * @param row what it says
     * @param alerts how crossings it causes are told
     * @param position which record of the batch it is, for reporting
     */
    public record Statement(LedgerRow row, Telling alerts, int position) {}

    /**
     * A batch reduced to one statement a charge.
     *
     * @param statements the highest revision of each charge, in the order of their keys
     * @param conflicts statements with a revision that an earlier one of the batch had, and other content
     * @param repeated how many said what another of the batch said, or an older revision
     */
    public record Folded(List<Statement> statements, List<Statement> conflicts, int repeated) {}

    /** Compares a statement with what the ledger holds. */
    public static Verdict compare(LedgerRow known, LedgerRow stated) {
        if (stated.revision() > known.revision()) {
            return Verdict.RESTATED;
        }
        if (stated.revision() < known.revision()) {
            return Verdict.STALE;
        }
        return stated.content().equals(known.content()) ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    /** Leaves one statement a charge; of two with one revision and different content the first stays and the other is a conflict. */
    public static Folded fold(List<Statement> batch) {
        List<Statement> inOrder = new ArrayList<>(batch);
        // Stable: statements of one charge stay in the order in which they came.
        inOrder.sort(Comparator.comparing(statement -> statement.row().key()));
        List<Statement> statements = new ArrayList<>(batch.size());
        List<Statement> conflicts = new ArrayList<>();
        int repeated = 0;
        for (Statement statement : inOrder) {
            Statement highest = statements.isEmpty() ? null : statements.getLast();
            if (highest == null || !highest.row().key().equals(statement.row().key())) {
                statements.add(statement);
                continue;
            }
            switch (compare(highest.row(), statement.row())) {
                case RESTATED -> {
                    statements.set(statements.size() - 1, statement);
                    repeated++;
                }
                case CONFLICT -> conflicts.add(statement);
                case STALE, DUPLICATE -> repeated++;
            }
        }
        return new Folded(statements, conflicts, repeated);
    }
}
