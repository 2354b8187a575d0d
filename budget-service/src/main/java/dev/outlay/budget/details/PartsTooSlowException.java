package dev.outlay.budget.details;

/** A part of usage details, small as it is, could not be read in time: the database is busy. The same question can be asked again. */
public final class PartsTooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PartsTooSlowException() {
        super("the database takes longer than it may for a part of usage details", null, false, false);
    }
}
