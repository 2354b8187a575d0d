package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into the error envelope, in one place. */
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    static Answer answer(Throwable failure, String requestId) {
        if (failure instanceof RefusedException refused) {
            return Answer.refused(
                    refused.refusal(), requestId, headers(refused.refusal().status()));
        }
        if (isTooLong(failure)) {
            LOG.infof("request %s: %s", requestId, failure.getMessage());
            return Answer.refused(
                    Refusal.badRequest("The names in the path are too long together. Use shorter ones."),
                    requestId,
                    Map.of());
        }
        if (isInfrastructure(failure)) {
            LOG.warnf("request %s: the database does not answer: %s", requestId, failure.getMessage());
            return new Answer(
                    503,
                    ArmJson.error(
                            "ServiceUnavailable",
                            "The service cannot reach what it needs. Try again in a few seconds."),
                    Map.of("Retry-After", "5"));
        }
        LOG.errorf(failure, "request %s failed", requestId);
        return new Answer(
                500,
                ArmJson.error(
                        "500",
                        "An error occurred during processing this request. Use this request id '" + requestId
                                + "' for follow-up."),
                Map.of());
    }

    private static Map<String, String> headers(int status) {
        return switch (status) {
            case 401 -> Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case 503 -> Map.of("Retry-After", "5");
            default -> Map.of();
        };
    }

    /** Whether a key is longer than PostgreSQL can index: each of its names is short enough, but not all of them, or not in UTF-8. */
    private static boolean isTooLong(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ("54000".equals(sqlState(cause))) {
                return true;
            }
        }
        return false;
    }

    /** Hibernate Reactive gives the driver's failures as those of JDBC, as a pool alone does not. */
    private static @Nullable String sqlState(Throwable failure) {
        return switch (failure) {
            case PgException refused -> refused.getSqlState();
            case SQLException refused -> refused.getSQLState();
            default -> null;
        };
    }

    /** Whether the same request can succeed later: connections, timeouts, a database that starts, stops or is full. */
    static boolean isInfrastructure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException) {
                return true;
            }
            String state = sqlState(cause);
            if (state != null) {
                return state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57");
            }
        }
        return false;
    }
}
