package dev.outlay.ingest.http;

import dev.outlay.connection.AnswerHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of the Azure Resource Manager on every answer, so that a request can be found again. */
final class Headers {
    private static final String ID = "x-ms-request-id";
    private static final String CORRELATION = "x-ms-correlation-request-id";
    private static final String CLIENTS = "x-ms-client-request-id";
    private static final String WANTS_ITS_OWN = "x-ms-return-client-request-id";
    private static final int MAX_LENGTH = 128;
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Headers() {}

    /**
     * Sets them and returns the id of the request, under which the log speaks of it. The front door has given it one already,
     * so that both logs have the same; it names nothing but the request that it comes with, so whoever asks without the front
     * door may give one too.
     */
    static String answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String known = response.headers().get(ID);
        if (known != null) {
            return known;
        }
        String given = request.getHeader(ID);
        String id = given != null && UUID_TEXT.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        String correlation = echoed(request, CORRELATION);
        response.putHeader(ID, id)
                .putHeader(CORRELATION, correlation == null ? id : correlation)
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Pragma", "no-cache");
        AnswerHeaders.say(response, id);
        String clients = echoed(request, CLIENTS);
        if (clients != null && !"false".equalsIgnoreCase(request.getHeader(WANTS_ITS_OWN))) {
            response.putHeader(CLIENTS, clients);
        }
        return id;
    }

    /** Only what cannot break a header or a log line. */
    private static @Nullable String echoed(HttpServerRequest request, String header) {
        String text = request.getHeader(header);
        boolean harmless = text != null
                && !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c < 127);
        return harmless ? text : null;
    }
}
