package dev.outlay.local.stack;

/** A part of the stack while it starts. */
interface Starting {
    /** What it is called in messages. */
    String name();

    /**
     * What it says about itself now.
     *
     * @throws StackFailure where it cannot become ready any more, or takes too long
     */
    Readiness.State look();
}
