package dev.outlay.ingest.http;

import dev.outlay.ingest.allowance.AllowanceConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * What becomes of a connection whose request was answered before its body had come. Nobody reads the rest, so it would be kept by
 * whoever never ends it: who was too slow is cut off with the answer, and others after a while in which they may end in peace.
 */
@ApplicationScoped
class UnreadRest {
    private static final int TOO_SLOW = 408;

    /** RFC 9113, section 8.1: a server that has answered asks so that the rest of the request is not sent. */
    private static final long NO_ERROR = 0;

    /** In milliseconds. */
    private static final long LOOK = 1000;

    private final Duration longest;

    UnreadRest(AllowanceConfig config) {
        this.longest = config.longestRest();
    }

    /** To be called before a request is served. */
    void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.addHeadersEndHandler(headers -> {
            if (context.response().getStatusCode() == TOO_SLOW && request.version() != HttpVersion.HTTP_2) {
                context.response().putHeader("Connection", "close");
            }
        });
        context.addEndHandler(sent -> {
            if (sent.succeeded() && !request.isEnded()) {
                answered(context);
            }
        });
    }

    private void answered(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (context.response().getStatusCode() == TOO_SLOW) {
            cut(request);
            return;
        }
        request.resume();
        watch(context, request, longest.toMillis());
    }

    /** Looks every second, so that a request that has ended is not kept until the last moment. */
    private void watch(RoutingContext context, HttpServerRequest request, long milliseconds) {
        long next = Math.min(LOOK, milliseconds);
        context.vertx().setTimer(next, looked -> {
            if (!request.isEnded()) {
                if (next == milliseconds) {
                    cut(request);
                } else {
                    watch(context, request, milliseconds - next);
                }
            }
        });
    }

    /** In HTTP/2 the other requests of the connection go on. */
    private static void cut(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
