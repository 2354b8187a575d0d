package dev.outlay.alert.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages of a case as its row keeps them, in JSON. */
final class MessagesColumn {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MessagesColumn() {}

    static String write(List<SentMessage> messages) {
        ArrayNode all = JSON.createArrayNode();
        for (SentMessage each : messages) {
            ObjectNode written = all.addObject()
                    .put("id", each.id().toString())
                    .put("timestamp", each.timestamp().toString())
                    .put("bytes", each.bytes())
                    .put("signatures", each.signatures())
                    .put("latencyMillis", each.latencyMillis())
                    .put("excerpt", each.excerpt());
            each.status().ifPresent(status -> written.put("status", status));
            each.reason().ifPresent(reason -> written.put("reason", reason));
        }
        return all.toString();
    }

    static List<SentMessage> read(String json) {
        try {
            return JSON.readTree(json)
                    .valueStream()
                    .map(MessagesColumn::message)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("kept messages are not JSON", impossible);
        }
    }

    private static SentMessage message(JsonNode read) {
        return new SentMessage(
                UUID.fromString(read.path("id").asText()),
                Instant.parse(read.path("timestamp").asText()),
                read.path("bytes").asInt(),
                read.path("signatures").asInt(),
                Optional.of(read.path("status")).filter(JsonNode::isInt).map(JsonNode::intValue),
                Optional.of(read.path("reason")).filter(JsonNode::isTextual).map(JsonNode::textValue),
                read.path("latencyMillis").asLong(),
                read.path("excerpt").asText());
    }
}
