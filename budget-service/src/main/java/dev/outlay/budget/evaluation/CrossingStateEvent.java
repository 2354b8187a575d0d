package dev.outlay.budget.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes that a crossing's condition is true no more, or is again, as the alert service reads it ({@code deploy/contracts/crossing-state.v1.schema.json}). Says no amount and
 * no scope: whoever may see the alert may see its status, and nobody learns more from it.
 */
final class CrossingStateEvent {

    static final String TYPE = "dev.outlay.crossing-state.v1";

    private CrossingStateEvent() {}

    /**
     * @param cause what changed the condition
     * @param changedAt when it was found
     */
    static OutboxMessage of(CrossingState state, Cause cause, Instant changedAt) {
        String id = id(state).toString();
        return new OutboxMessage(
                CrossingEvent.TOPIC,
                state.budget().toString(),
                id,
                CloudEventHeaders.of(TYPE, id, state.crossing().toString()),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("crossing", state.crossing().toString())
                        .put("budget", state.budget().toString())
                        .put("state", state.resolved() ? "Resolved" : "Active")
                        .put("number", state.number())
                        .put("cause", cause.label())
                        .put("changedAt", changedAt.toString())
                        .toString());
    }

    /** Of the crossing and the number of the change, and nothing else. */
    private static UUID id(CrossingState state) {
        String name = state.crossing() + "|" + state.number();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
