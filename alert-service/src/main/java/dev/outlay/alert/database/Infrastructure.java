package dev.outlay.alert.database;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a failure of the parts from a failure of the data. */
public final class Infrastructure {

    /** Connection, idle for too long in a transaction, rollback, resources, operator intervention, system error. */
    private static final List<String> PASSING = List.of("08", "25P03", "40", "53", "55", "57", "58");

    /** All that the pool says where no connection became free in time: a failure without a class of its own. */
    private static final String NO_CONNECTION = "Timeout";

    private Infrastructure() {}

    /** Whether it can pass without anything about the data having changed. */
    public static boolean hasFailed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof PgException refusal) {
                return isPassing(refusal.getSqlState());
            }
            if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
                return isPassing(refusal.getSQLState()); // In this form Hibernate passes on what the driver said.
            }
            if (cause instanceof JacksonException) {
                return false; // An IOException by descent: what was read is no JSON, and waiting does not make it JSON.
            }
            if (cause instanceof IOException || cause instanceof VertxException || cause instanceof TimeoutException) {
                return true;
            }
            if (cause instanceof NoStackTraceThrowable && NO_CONNECTION.equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(@Nullable String state) {
        return PASSING.stream().anyMatch(String.valueOf(state)::startsWith);
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}
