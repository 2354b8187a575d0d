package dev.outlay.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every answer says beside what it answers: when it was given (RFC 9110, section 6.6.1), and which way the request took, in Resource Manager's form (azure-rest-contract.md section 0). */
public final class AnswerHeaders {

    private static final String ROUTING = "x-ms-routing-request-id";

    /** Stands where Resource Manager has the region that took the request. */
    private static final String HERE = "OUTLAY";

    private static final DateTimeFormatter OF_HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter OF_ROUTING =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private AnswerHeaders() {}

    /**
     * Sets both.
     *
     * @param requestId under which the answer can be found again
     */
    public static void say(HttpServerResponse response, String requestId) {
        Instant now = Instant.now();
        response.putHeader(HttpHeaderNames.DATE, OF_HTTP.format(now)).putHeader(ROUTING, routing(now, requestId));
    }

    static void say(HttpHeaders headers, String requestId) {
        Instant now = Instant.now();
        headers.set(HttpHeaderNames.DATE, OF_HTTP.format(now)).set(ROUTING, routing(now, requestId));
    }

    /** Where nobody has said it, as the framework does not. */
    static void date(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.DATE)) {
            headers.set(HttpHeaderNames.DATE, OF_HTTP.format(Instant.now()));
        }
    }

    private static String routing(Instant now, String requestId) {
        return HERE + ":" + OF_ROUTING.format(now) + ":" + requestId;
    }
}
