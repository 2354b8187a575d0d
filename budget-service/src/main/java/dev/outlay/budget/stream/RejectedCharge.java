package dev.outlay.budget.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be counted, and how it is written down ({@code deploy/contracts/rejected-charge.v1.schema.json}).
 *
 * @param at when it was rejected
 */
record RejectedCharge(ConsumerRecord<String, byte[]> record, String code, List<ChargeProblem> problems, Instant at) {

    static final String TOPIC = "cost-events-rejected";
    static final String TYPE = "dev.outlay.rejected-charge.v1";

    /** Of a record that is too large for the topic, headers up to this length are kept: what names the charge is among them. */
    private static final int SHORT = 1024;

    RejectedCharge {
        problems = List.copyOf(problems);
    }

    /** All of it. */
    OutboxMessage whole() {
        ObjectNode data = data();
        data.put("key", record.key());
        ObjectNode kept = data.putObject("headers");
        record.headers().forEach(header -> kept.put(header.key(), ChargeReader.text(header)));
        return message(data.put("original", Base64.getEncoder().encodeToString(original())));
    }

    /** What is written where the whole does not fit: the first bytes of the original and a note of how many there were. */
    OutboxMessage beginning(int bytes) {
        byte[] original = original();
        ObjectNode data = data();
        ObjectNode kept = data.putObject("headers");
        for (String name : List.of("ce_id", "ce_source", "ce_type")) {
            String text = ChargeReader.text(record.headers().lastHeader(name));
            if (!text.isEmpty() && text.length() <= SHORT) {
                kept.put(name, text);
            }
        }
        byte[] first = Arrays.copyOf(original, Math.min(bytes, original.length));
        return message(
                data.put("original", Base64.getEncoder().encodeToString(first)).put("originalBytes", original.length));
    }

    /** The key is the record's place, so that a redelivery leaves one rejection and not two. */
    private OutboxMessage message(ObjectNode data) {
        String place = record.topic() + "-" + record.partition() + "-" + record.offset();
        Map<String, String> attributes = new HashMap<>(CloudEventHeaders.of(TYPE, place, code));
        attributes.put("ce_time", at.toString());
        return new OutboxMessage(TOPIC, place, place, attributes, data.toString());
    }

    private ObjectNode data() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("code", code);
        data.put("message", problems.isEmpty() ? code : problems.getFirst().message());
        ArrayNode errors = data.putArray("errors");
        for (ChargeProblem problem : problems) {
            errors.addObject()
                    .put("code", problem.code())
                    .put("path", problem.path())
                    .put("message", problem.message());
        }
        return data.put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset());
    }

    private byte[] original() {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }
}
