package dev.outlay.alert.arm;

import dev.outlay.alert.database.Infrastructure;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Turns whatever went wrong into the error envelope, in one place. */
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    /** What is answered; what is no fault of the request is logged under its id. */
    static Answer answer(HttpServerRequest request, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.answer();
            }
            if (cause instanceof AuthenticationFailedException) {
                return unauthenticated(request, failure);
            }
        }
        return Infrastructure.hasFailed(failure) ? unreachable(request, failure) : fault(request, failure);
    }

    private static Answer unauthenticated(HttpServerRequest request, Throwable failure) {
        if (request.getHeader("authorization") == null) {
            return Answer.error(
                            401,
                            "AuthenticationFailed",
                            "Authentication failed. The 'Authorization' header is missing.")
                    .with("WWW-Authenticate", "Bearer");
        }
        Answer answer = hasExpired(failure)
                ? Answer.error(
                        401, "ExpiredAuthenticationToken", "The access token has expired. Get a new one and try again.")
                : Answer.error(401, "InvalidAuthenticationToken", "The access token is invalid.");
        return answer.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private static boolean hasExpired(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid && invalid.hasExpired()) {
                return true;
            }
        }
        return false;
    }

    /** The database is away: nothing is wrong with the request, nor with the service. */
    private static Answer unreachable(HttpServerRequest request, Throwable failure) {
        String id = Headers.answer(request);
        LOG.warnf("request=%s method=%s the database is away: %s", id, request.method(), failure);
        return Answer.error(
                        503, "ServiceUnavailable", "The database cannot be reached; try again. Request id " + id + ".")
                .with("Retry-After", "2");
    }

    private static Answer fault(HttpServerRequest request, Throwable failure) {
        String id = Headers.answer(request);
        LOG.errorf(failure, "request=%s method=%s failed", id, request.method());
        return Answer.error(
                500, "InternalServerError", "The service failed; its log says why under the request id " + id + ".");
    }
}
