package dev.outlay.budget.arm;

import dev.outlay.connection.AnswerHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/** ARM's headers on every answer, so that a request can be found again. */
final class Headers {

    private static final String CLIENT_REQUEST_ID = "x-ms-client-request-id";
    private static final String WANTS_ITS_OWN = "x-ms-return-client-request-id";
    private static final int MAX_LENGTH = 128;

    private Headers() {}

    /** Sets them and returns the id of the request. */
    static String answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String known = response.headers().get("x-ms-request-id");
        if (known != null) {
            return known;
        }
        String id = UUID.randomUUID().toString();
        String correlation = request.getHeader("x-ms-correlation-request-id");
        response.putHeader("x-ms-request-id", id)
                .putHeader(
                        "x-ms-correlation-request-id", correlation != null && isEchoed(correlation) ? correlation : id)
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Pragma", "no-cache");
        AnswerHeaders.say(response, id);
        String clients = request.getHeader(CLIENT_REQUEST_ID);
        if (clients != null && isEchoed(clients) && !"false".equalsIgnoreCase(request.getHeader(WANTS_ITS_OWN))) {
            response.putHeader(CLIENT_REQUEST_ID, clients);
        }
        return id;
    }

    /** What Azure's budgets say besides (azure-rest-contract.md section 0). */
    static void ofBudgets(HttpServerResponse response, Route route, String requestId) {
        switch (route) {
            case LIST_BUDGETS, GET_BUDGET, PUT_BUDGET, DELETE_BUDGET -> response.putHeader("session-id", requestId);
            default -> {
                // Nobody else says it.
            }
        }
    }

    /** Only what cannot break a header or a log line. */
    private static boolean isEchoed(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
