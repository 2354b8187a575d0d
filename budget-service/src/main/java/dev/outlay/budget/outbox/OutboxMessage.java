package dev.outlay.budget.outbox;

import dev.outlay.budget.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import java.util.HashMap;
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

    private static final String MADE_BY = "ce_" + TraceParent.NAME;

    public OutboxMessage {
        headers = Map.copyOf(headers);
    }

    /** The same, made by a span, where that is traced: an attribute of the event, which the row of the outbox keeps. */
    public OutboxMessage madeBy(Span span) {
        return with(MADE_BY, TraceParent.of(span));
    }

    /** What made it; null where that is not traced. */
    @Nullable
    String madeBy() {
        return headers.get(MADE_BY);
    }

    /** The same, sent by a span, where that is traced: a header of the record. */
    OutboxMessage sentBy(Span span) {
        return with(TraceParent.NAME, TraceParent.of(span));
    }

    /** The same, under the same id, with another body. */
    public OutboxMessage saying(String other) {
        return new OutboxMessage(topic, key, eventId, headers, other);
    }

    private OutboxMessage with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new OutboxMessage(topic, key, eventId, more, body);
    }
}
