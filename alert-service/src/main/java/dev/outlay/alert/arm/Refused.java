package dev.outlay.alert.arm;

/** A request that is answered before it is asked what it wants. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    /** What its sender is told. */
    Answer answer() {
        return answer;
    }
}
