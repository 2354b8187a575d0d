package dev.outlay.bench;

import org.jspecify.annotations.Nullable;

/** The bench cannot go on; the message says why, and where to look. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message says why, and where to look */
    public BenchFailure(String message) {
        this(message, null);
    }

    /**
     * @param message says why, and where to look
     * @param cause null for none
     */
    public BenchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
