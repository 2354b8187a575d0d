package dev.outlay.budget.download;

/** A principal has as many files that are not whole as it may; once one is, it can ask for another. */
public final class TooManyFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyFilesException(int most) {
        super("At most " + most + " reports of yours can be waiting or being written at a time.", null, false, false);
    }
}
