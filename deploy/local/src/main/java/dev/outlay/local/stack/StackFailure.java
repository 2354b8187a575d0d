package dev.outlay.local.stack;

/** The stack cannot start, stop or answer; the message says in a line or two why and what to do, for the user to read. */
public final class StackFailure extends RuntimeException {
    /** With a message for the user. */
    public StackFailure(String message) {
        super(message);
    }

    /** With a message for the user, and the cause for the log. */
    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
