package dev.outlay.budget.arm;

import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Turns whatever went wrong into the error envelope, in one place. */
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /** @param isSigned whether the request came with a token, good or bad */
    static Answer answer(Throwable failure, String requestId, boolean isSigned) {
        if (failure instanceof RefusedException refused) {
            return Answer.refused(
                    refused.refusal(), requestId, headers(refused.refusal().status(), isSigned));
        }
        if (isTooLong(failure)) {
            LOG.infof("request=%s refused: %s", requestId, failure.getMessage());
            return Answer.refused(
                    Refusal.badRequest("The names in the path are too long together. Use shorter ones."),
                    requestId,
                    Map.of());
        }
        if (isInfrastructure(failure)) {
            LOG.warnf("request=%s the database does not answer: %s", requestId, failure.getMessage());
            return new Answer(
                    503,
                    ArmJson.error(
                            "ServiceUnavailable",
                            "The service cannot reach what it needs. Try again in a few seconds."),
                    Map.of("Retry-After", "5"));
        }
        LOG.errorf(failure, "request=%s failed", requestId);
        return new Answer(
                500,
                ArmJson.error(
                        "500",
                        "An error occurred during processing this request. Use this request id '" + requestId
                                + "' for follow-up."),
                Map.of());
    }

    /** Whoever has sent no token is told of no error in it (RFC 6750 section 3.1). */
    private static Map<String, String> headers(int status, boolean isSigned) {
        return switch (status) {
            case 401 -> Map.of("WWW-Authenticate", isSigned ? "Bearer error=\"invalid_token\"" : "Bearer");
            case 503 -> Map.of("Retry-After", "5");
            default -> Map.of();
        };
    }

    /** Whether a key is longer than PostgreSQL can index: each of its names is short enough, but not all of them, or not in UTF-8. */
    private static boolean isTooLong(Throwable failure) {
        return "54000".equals(SqlState.of(failure));
    }

    /** Whether the same request can succeed later: connections, timeouts, a database that starts, stops or is full. */
    static boolean isInfrastructure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException) {
                return true;
            }
        }
        String state = SqlState.of(failure);
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57"));
    }
}
