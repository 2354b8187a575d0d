package dev.outlay.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/** Why what has come is no request, as its sender is told. */
enum Unreadable {
    URI_TOO_LONG(414, "UriTooLong", "The address is too long."),
    HEADERS_TOO_LARGE(431, "HeadersTooLarge", "The headers are too large."),
    NO_HTTP(400, "BadRequest", "The request cannot be read as HTTP."),
    UNKNOWN_VERSION(400, "BadRequest", "This version of HTTP is not spoken here. Use HTTP/1.1 or HTTP/2."),
    UNKNOWN_EXPECTATION(417, "ExpectationFailed", "Only 'Expect: 100-continue' can be met here."),
    TOO_SLOW(408, "RequestTimeout", "The head of the request has not arrived in time.");

    private final int status;
    private final String code;
    private final String message;

    Unreadable(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int status() {
        return status;
    }

    /** The error envelope of ARM. */
    String envelope() {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }

    /** Empty where it can be read. */
    static Optional<Unreadable> of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof TooLongHttpLineException) {
                return Optional.of(URI_TOO_LONG);
            }
            return Optional.of(cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : NO_HTTP);
        }
        boolean isKnown = request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (!isKnown) {
            return Optional.of(UNKNOWN_VERSION);
        }
        return expectsAnotherThing(request) ? Optional.of(UNKNOWN_EXPECTATION) : Optional.empty();
    }

    /** RFC 9110, section 10.1.1; HTTP/1.0 has no expectations. */
    private static boolean expectsAnotherThing(HttpRequest request) {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.headers().getAll(HttpHeaderNames.EXPECT).stream()
                        .anyMatch(expected -> !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected));
    }
}
