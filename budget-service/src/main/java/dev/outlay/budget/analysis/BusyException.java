package dev.outlay.budget.analysis;

/** As many questions are being answered as may be at a time. The same one can be asked again in a second. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException() {
        super("as many questions are being answered as may be at a time", null, false, false);
    }
}
