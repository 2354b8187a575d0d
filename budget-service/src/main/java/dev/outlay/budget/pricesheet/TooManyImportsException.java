package dev.outlay.budget.pricesheet;

/** As many files are arriving as may at a time. */
public final class TooManyImportsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyImportsException() {
        super("Too many price sheets are being imported at a time.", null, false, false);
    }
}
