package dev.outlay.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Asks for the body of a request whose sender waits to be asked (RFC 9110, section 10.1.1: {@code Expect: 100-continue}). So it is asked for when it is known that it will be read, and whoever is refused
 * before has not sent it in vain.
 */
public final class Invitation {

    private Invitation() {}

    /** To be called before the body is read; does nothing where nobody waits for it. */
    public static void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        boolean isAwaited = HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
                String.valueOf(request.getHeader(HttpHeaderNames.EXPECT)));
        if (isAwaited && request.version() != HttpVersion.HTTP_1_0 && !response.headWritten() && !response.closed()) {
            response.writeContinue();
        }
    }
}
