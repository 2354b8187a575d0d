package dev.outlay.budget.arm;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.allowance.RequestAllowance;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.connection.Invitation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What bounds a request: how many its sender may make, how large its body may be, and how long that may take. */
@ApplicationScoped
class Requests {

    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";
    /** Of what is asked for. It has no bound of its own, so as much is left as its caller has. */
    private static final String REMAINING_OF_ENTITY =
            "x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests";

    private static final String RETRY_AFTER = "x-ms-ratelimit-microsoft.costmanagement-client-retry-after";
    private static final String RETRY_AFTER_OF_CONSUMPTION = "x-ms-ratelimit-microsoft.consumption-retry-after";

    private final RequestAllowance allowance;
    private final Duration longestBody;

    Requests(RequestAllowance allowance, AllowanceConfig config) {
        this.allowance = allowance;
        this.longestBody = config.longestBody();
    }

    /** Counts a request and tells its sender how many are left; throws the refusal when there are none. */
    void count(HttpServerRequest request, Principal principal) {
        take(request, principal, 1, 1);
    }

    private void take(HttpServerRequest request, Principal principal, int times, int again) {
        RequestAllowance.Taken taken = allowance.take(principal, times, again);
        HttpServerResponse response = request.response();
        String left = "DefaultQuota:" + taken.left();
        response.putHeader(REMAINING, left).putHeader(REMAINING_OF_ENTITY, left);
        if (!taken.isAllowed()) {
            String seconds =
                    Long.toString(Math.max(1, taken.rest().plusMillis(999).toSeconds()));
            response.putHeader("Retry-After", seconds)
                    .putHeader(RETRY_AFTER, seconds)
                    .putHeader(RETRY_AFTER_OF_CONSUMPTION, seconds);
            throw new Refusal(429, "429", "Too many requests. Please retry. There is room again in " + seconds + " s.")
                    .exception();
        }
    }

    /**
     * Counts what a request asks for among other things, as if its sender had asked for each by itself: all of it or, where there is no room for that, nothing. Its sender is told when there is room for the whole request, with what was counted of it before: it is sent again
     * from its beginning.
     *
     * @param before how many were counted of the same request, with itself
     */
    void count(HttpServerRequest request, Principal principal, int times, int before) {
        int all = before + times;
        if (all > allowance.most()) {
            throw Refusal.badRequest(
                            "This asks for " + (all - 1) + " resources, each of which counts as a request beside"
                                    + " this one, and no more than " + allowance.most()
                                    + " requests can be made at once. Ask in parts.")
                    .exception();
        }
        if (times > 0) {
            take(request, principal, times, all);
        }
    }

    /** The whole body; fails with the refusal of one that is too large or too slow. */
    Uni<Buffer> body(HttpServerRequest request, int maxBytes) {
        return read(request, maxBytes).ifNoItem().after(longestBody).failWith(() -> {
            request.handler(rest -> {});
            return new Refusal(
                            Refusal.TOO_SLOW,
                            "RequestTimeout",
                            "The body has not arrived within " + longestBody.toSeconds() + " s.")
                    .exception();
        });
    }

    private static Uni<Buffer> read(HttpServerRequest request, int maxBytes) {
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            request.handler(chunk -> {
                if (body.length() + chunk.length() > maxBytes) {
                    request.handler(rest -> {});
                    emitter.fail(new Refusal(
                                    413,
                                    "RequestEntityTooLarge",
                                    "The body is larger than " + maxBytes / 1024 + " KiB.")
                            .exception());
                } else {
                    body.appendBuffer(chunk);
                }
            });
            // A broken chunk is the sender's fault; where the connection is gone nobody reads the answer.
            request.exceptionHandler(
                    broken -> emitter.fail(Refusal.badRequest("The body of the request cannot be read.")
                            .exception()));
            request.endHandler(end -> emitter.complete(body));
            Invitation.send(request);
            request.resume();
        });
    }
}
