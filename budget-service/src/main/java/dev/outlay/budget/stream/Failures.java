package dev.outlay.budget.stream;

import dev.outlay.budget.database.SqlState;

/** Tells a failure of the infrastructure, which passes, from one that the data cause, which does not. */
final class Failures {

    private Failures() {}

    /** Whether to try again: everything but what the data themselves cause. A fault of this service is among it: no charge is given up for it. */
    static boolean pass(Throwable failure) {
        return !isOfTheData(failure);
    }

    /** What PostgreSQL says of values that it cannot hold: class 22, 23 for a broken rule, 54 for a limit. */
    static boolean isOfTheData(Throwable failure) {
        String state = SqlState.of(failure);
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
