package dev.outlay.alert.arm;

import dev.outlay.alert.access.Principal;
import dev.outlay.alert.allowance.RequestAllowance;
import dev.outlay.alert.settings.Settings;
import dev.outlay.connection.Invitation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** What bounds a request: how many its sender may make, how large its body may be, and how long that may take. */
@ApplicationScoped
class Requests {

    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";
    /** Of what is asked for. It has no bound of its own, so as much is left as its caller has. */
    private static final String REMAINING_OF_ENTITY =
            "x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests";

    private static final String RETRY_AFTER = "x-ms-ratelimit-microsoft.costmanagement-client-retry-after";
    private static final int LARGEST_BODY = 256 * 1024;
    private static final int TOO_SLOW = 408;

    /** RFC 9113, section 8.1: a server that has answered asks so that the rest of the request is not sent. */
    private static final long NO_ERROR = 0;

    private final RequestAllowance allowance;
    /** In milliseconds. */
    private static final long LOOK = 1000;

    private final Duration longestBody;
    private final Vertx vertx;

    @Inject
    Requests(RequestAllowance allowance, Settings settings, Vertx vertx) {
        this(allowance, settings.requests().longestBody(), vertx);
    }

    Requests(RequestAllowance allowance, Duration longestBody, Vertx vertx) {
        this.allowance = allowance;
        this.longestBody = longestBody;
        this.vertx = vertx;
    }

    /** Counts a request and tells its sender how many are left; throws the refusal when there are none. */
    void count(HttpServerRequest request, Principal principal) {
        RequestAllowance.Taken taken = allowance.take(principal);
        HttpServerResponse response = request.response();
        String left = "DefaultQuota:" + taken.left();
        response.putHeader(REMAINING, left).putHeader(REMAINING_OF_ENTITY, left);
        if (!taken.isAllowed()) {
            String seconds =
                    Long.toString(Math.max(1, taken.rest().plusMillis(999).toSeconds()));
            throw new Refused(Answer.error(
                            429, "429", "Too many requests. Please retry. There is room again in " + seconds + " s.")
                    .with("Retry-After", seconds)
                    .with(RETRY_AFTER, seconds));
        }
    }

    /** The whole body of a request that is paused; fails with the refusal of one that is too large or too slow. */
    Uni<Buffer> body(HttpServerRequest request) {
        return read(request).ifNoItem().after(longestBody).failWith(() -> {
            request.handler(rest -> {});
            return new Refused(Answer.error(
                    TOO_SLOW, "RequestTimeout", "The body has not arrived within " + longestBody.toSeconds() + " s."));
        });
    }

    private static Uni<Buffer> read(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            request.handler(chunk -> {
                if (body.length() + chunk.length() > LARGEST_BODY) {
                    request.handler(rest -> {});
                    emitter.fail(new Refused(Answer.error(
                            413, "RequestEntityTooLarge", "The body may have " + LARGEST_BODY + " bytes.")));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            // A broken chunk is the sender's fault; where the connection is gone nobody reads the answer.
            request.exceptionHandler(broken -> emitter.fail(
                    new Refused(Answer.error(400, "BadRequest", "The body of the request cannot be read."))));
            request.endHandler(end -> emitter.complete(body));
            Invitation.send(request);
            request.resume();
        });
    }

    /** Tells whoever is answered for being slow that no request will follow on this connection; in HTTP/2 others go on beside this one. */
    static void willBeAnswered(HttpServerRequest request, int status) {
        if (status == TOO_SLOW && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /**
     * Takes no more of the body of a request that was too slow; whoever was answered early for another reason may end in peace, but not go on for ever: what is still to come is
     * read by nobody and would keep the connection.
     */
    void answered(HttpServerRequest request, int status) {
        if (request.isEnded()) {
            return;
        }
        if (status == TOO_SLOW) {
            cut(request);
            return;
        }
        request.resume();
        watch(request, longestBody.toMillis());
    }

    /** Looks every second, so that a request that has ended is not kept until the last moment. */
    private void watch(HttpServerRequest request, long milliseconds) {
        long next = Math.min(LOOK, milliseconds);
        vertx.setTimer(next, looked -> {
            if (!request.isEnded()) {
                if (next == milliseconds) {
                    cut(request);
                } else {
                    watch(request, milliseconds - next);
                }
            }
        });
    }

    private static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
