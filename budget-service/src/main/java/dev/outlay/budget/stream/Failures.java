package dev.outlay.budget.stream;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells a failure of the infrastructure, which passes, from one that the data cause, which does not. */
final class Failures {

    private Failures() {}

    /** Whether to try again: connections, timeouts, and PostgreSQL's classes 08, 40, 53, 55, 57 and 58. */
    static boolean pass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                String state = String.valueOf(refused.getSqlState());
                return state.length() == 5
                        && switch (state.substring(0, 2)) {
                            case "08", "40", "53", "55", "57", "58" -> true;
                            default -> false;
                        };
            }
            if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException) {
                return true;
            }
        }
        return !isOfTheData(failure);
    }

    /** What PostgreSQL says of values that it cannot hold: class 22, and 23 for a broken rule. */
    static boolean isOfTheData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                String state = String.valueOf(refused.getSqlState());
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            }
        }
        return false;
    }
}
