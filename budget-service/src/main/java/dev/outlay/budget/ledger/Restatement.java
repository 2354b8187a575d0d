package dev.outlay.budget.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        Map<ChargeKey, Statement> highest = new TreeMap<>();
        List<Statement> conflicts = new ArrayList<>();
        int repeated = 0;
        for (Statement statement : batch) {
            Statement other = highest.putIfAbsent(statement.row().key(), statement);
            if (other == null) {
                continue;
            }
            switch (compare(other.row(), statement.row())) {
                case RESTATED -> {
                    highest.put(statement.row().key(), statement);
                    repeated++;
                }
                case CONFLICT -> conflicts.add(statement);
                case STALE, DUPLICATE -> repeated++;
            }
        }
        List<Statement> statements = new ArrayList<>(highest.values());
        statements.sort(Comparator.comparing(statement -> statement.row().key()));
        return new Folded(statements, conflicts, repeated);
    }
}
