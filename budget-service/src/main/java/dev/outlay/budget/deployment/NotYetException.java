package dev.outlay.budget.deployment;

/** Leaves what follows from an answer that is not there yet. */
final class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYetException() {
        super("not made yet", null, false, false);
    }
}
