package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.refusal.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back.
 *
 * @param body JSON; null for none
 */
record Answer(int status, @Nullable String body, Map<String, String> headers) {

    /** 200 without a body: what Azure's SDKs expect of a deleted budget. */
    static final Answer EMPTY = new Answer(200, null, Map.of());

    /** 204 without a body. */
    static final Answer NO_CONTENT = new Answer(204, null, Map.of());

    static Answer ok(JsonNode body) {
        return new Answer(200, ArmJson.text(body), Map.of());
    }

    static Answer created(JsonNode body) {
        return new Answer(201, ArmJson.text(body), Map.of());
    }

    /** The error envelope. Azure's budgets put the id of the request into the message. */
    static Answer refused(Refusal refusal, String requestId, Map<String, String> headers) {
        String message = refusal.code().equals("400")
                ? refusal.message() + " (Request ID: " + requestId + ")"
                : refusal.message();
        return new Answer(refusal.status(), ArmJson.error(refusal.code(), message), headers);
    }
}
