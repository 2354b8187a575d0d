package dev.outlay.budget.stream;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;

/** Tells a failure of the infrastructure, which passes, from one that the data cause, which does not. */
final class Failures {

    private Failures() {}

    /** Whether to try again: everything but what the data themselves cause. A fault of this service is among it: no charge is given up for it. */
    static boolean pass(Throwable failure) {
        return !isOfTheData(failure);
    }

    /** What PostgreSQL says of values that it cannot hold: class 22, 23 for a broken rule, 54 for a limit. */
    static boolean isOfTheData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state =
                    switch (cause) {
                        case PgException refused -> refused.getSqlState();
                        case SQLException refused -> refused.getSQLState();
                        default -> null;
                    };
            if (state != null) {
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            }
        }
        return false;
    }
}
