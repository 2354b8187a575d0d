package dev.outlay.alert.arm;

import dev.outlay.connection.AnswerHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** ARM's headers on every answer, so that a request can be found again. */
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
     * Sets them and returns the id of the request, under which the log speaks of it. The front door has given it one already, so that both logs have the same; it names
     * nothing but the request that it comes with, so whoever asks without the front door may give one too.
     */
    static String answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String known = response.headers().get(ID);
        if (known != null) {
            return known;
        }
        String id = Optional.ofNullable(request.getHeader(ID))
                .filter(text -> UUID_TEXT.matcher(text).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        response.putHeader(ID, id)
                .putHeader(CORRELATION, echoed(request, CORRELATION).orElse(id))
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Pragma", "no-cache");
        AnswerHeaders.say(response, id);
        if (!"false".equalsIgnoreCase(request.getHeader(WANTS_ITS_OWN))) {
            echoed(request, CLIENTS).ifPresent(text -> response.putHeader(CLIENTS, text));
        }
        return id;
    }

    /** Only what cannot break a header or a log line. */
    private static Optional<String> echoed(HttpServerRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header))
                .filter(text -> !text.isEmpty() && text.length() <= MAX_LENGTH)
                .filter(text -> text.chars().allMatch(c -> c > ' ' && c < 127));
    }
}
