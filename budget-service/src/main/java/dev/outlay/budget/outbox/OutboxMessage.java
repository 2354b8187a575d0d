package dev.outlay.budget.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record for Kafka.
 *
 * @param topic where to
 * @param key messages with one key keep their order
 * @param eventId CloudEvents id, the same however often it is sent
 * @param headers Kafka headers; {@code ce_time} is added when the message is written
 * @param body JSON; null deletes the key of a compacted topic
 */
public record OutboxMessage(
        String topic,
        String key,
        String eventId,
        Map<String, String> headers,
        @Nullable String body) {

    public OutboxMessage {
        headers = Map.copyOf(headers);
    }
}
