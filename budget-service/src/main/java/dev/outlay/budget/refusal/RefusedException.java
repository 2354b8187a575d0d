package dev.outlay.budget.refusal;

/** Leaves a pipeline, and rolls its transaction back, with what the sender is told. Costs no stack trace: it is an answer, not an accident. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.code() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
