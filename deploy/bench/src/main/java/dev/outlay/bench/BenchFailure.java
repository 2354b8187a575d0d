package dev.outlay.bench;

import org.jspecify.annotations.Nullable;

/** The bench cannot go on; the message says why, and where to look. */
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        this(message, null);
    }

    BenchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
