package dev.outlay.budget.database;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's word for what went wrong, whoever reports it: a pool gives the driver's failure as it is, Hibernate Reactive as one of JDBC, and others wrap either. */
public final class SqlState {

    private static final String CANCELLED = "57014";

    private SqlState() {}

    /** Whether the server has cancelled a statement, as it does with one that took longer than it may. */
    public static boolean isCancelled(Throwable failure) {
        return CANCELLED.equals(of(failure));
    }

    /** The SQLSTATE of a failure or of the first of its causes that has one (PostgreSQL documentation, appendix A); null where none has, so it did not come from the database. */
    public static @Nullable String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state =
                    switch (cause) {
                        case PgException refused -> refused.getSqlState();
                        case SQLException refused -> refused.getSQLState();
                        default -> null;
                    };
            if (state != null) {
                return state;
            }
        }
        return null;
    }
}
