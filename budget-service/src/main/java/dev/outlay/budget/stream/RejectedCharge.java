package dev.outlay.budget.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes a record that could not be counted as {@code deploy/contracts/rejected-charge.v1.schema.json} describes it. */
final class RejectedCharge {

    static final String TOPIC = "cost-events-rejected";
    static final String TYPE = "dev.outlay.rejected-charge.v1";

    private RejectedCharge() {}

    /** The key is the record's place, so that a redelivery leaves one rejection and not two. */
    static OutboxMessage of(
            ConsumerRecord<String, byte[]> record, String code, List<ChargeProblem> problems, Instant now) {
        String place = record.topic() + "-" + record.partition() + "-" + record.offset();
        Map<String, String> attributes = new HashMap<>(CloudEventHeaders.of(TYPE, place, code));
        attributes.put("ce_time", now.toString());
        return new OutboxMessage(
                TOPIC, place, place, attributes, data(record, code, problems).toString());
    }

    private static ObjectNode data(ConsumerRecord<String, byte[]> record, String code, List<ChargeProblem> problems) {
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
        data.put("topic", record.topic());
        data.put("partition", record.partition());
        data.put("offset", record.offset());
        data.put("key", record.key());
        ObjectNode kept = data.putObject("headers");
        record.headers().forEach(header -> kept.put(header.key(), ChargeReader.text(header)));
        byte[] value = record.value();
        data.put("original", value == null ? "" : Base64.getEncoder().encodeToString(value));
        return data;
    }
}
