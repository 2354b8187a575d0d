package dev.outlay.budget.frontdoor;

import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * What becomes of a connection whose request was answered before its body had come. Nobody reads the rest, so it would be kept by whoever never ends it: who was too slow is cut off with
 * the answer, and others after a while in which they may end in peace.
 */
@ApplicationScoped
public class UnreadRest {

    /** RFC 9113, section 8.1: a server that has answered asks so that the rest of the request is not sent. */
    private static final long NO_ERROR = 0;

    /** In milliseconds. */
    private static final long LOOK = 1000;

    private final Duration longest;
    private final Vertx vertx;

    UnreadRest(AllowanceConfig config, Vertx vertx) {
        this.longest = config.longestBody();
        this.vertx = vertx;
    }

    /** Tells whoever is cut off that no request will follow on this connection; in HTTP/2 others go on beside this one. */
    public static void willBeAnswered(HttpServerRequest request, int status) {
        if (status == Refusal.TOO_SLOW && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** To be called when the answer is on its way. */
    public void answered(HttpServerRequest request, int status) {
        if (request.isEnded()) {
            return;
        }
        if (status == Refusal.TOO_SLOW) {
            cut(request);
            return;
        }
        request.resume();
        watch(request, longest.toMillis());
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

    /** Takes no more of a request and lets nothing more be sent on it; in HTTP/2 the other requests of the connection go on. */
    public static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
