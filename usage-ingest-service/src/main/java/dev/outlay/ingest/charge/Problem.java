package dev.outlay.ingest.charge;

/**
 * One reason for which a charge was refused.
 *
 * @param path JSON pointer into the event, for instance {@code /data/BilledCost}
 * @param message what is wrong and what is expected, in a sentence for the sender
 */
public record Problem(ProblemCode code, String path, String message) {

    /** A problem of a column of the charge. */
    static Problem of(Column column, ProblemCode code, String message) {
        return new Problem(code, "/data/" + column.text(), message);
    }
}
