package dev.outlay.budget.access;

/** Whether a request may go on. */
public sealed interface Decision {

    /** It may. */
    record Allowed() implements Decision {}

    /**
     * It may not: 403.
     *
     * @param code Azure's
     * @param message says who could change that
     */
    record Denied(String code, String message) implements Decision {}
}
