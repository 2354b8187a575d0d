package dev.outlay.alert.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent of a known type.
 *
 * @param attributes attributes by name; all are texts
 * @param data       the payload
 */
public record CloudEvent(Map<String, String> attributes, Fields data) {

    /** Largest record that is looked into, in bytes; what the services write is a few KiB. */
    private static final int LARGEST = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a record whose event must be of one of the given types. */
    public static CloudEvent read(ConsumerRecord<byte[], byte @Nullable []> record, Set<String> types)
            throws Unreadable {
        byte[] value = record.value();
        if (value == null) {
            throw new Unreadable("", "the record has no value");
        }
        if (value.length > LARGEST) {
            throw new Unreadable("", "the record is larger than " + LARGEST + " bytes");
        }
        String contentType = header(record, "content-type");
        boolean structured =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/cloudevents");
        CloudEvent event = structured ? structured(value) : binary(record, value);
        if (!"1.0".equals(event.attribute("specversion"))) {
            throw new Unreadable("/specversion", "must be 1.0");
        }
        if (!types.contains(event.attribute("type"))) {
            throw new Unreadable("/type", "must be " + types.stream().sorted().collect(Collectors.joining(" or ")));
        }
        return event;
    }

    /** Reads an event from the JSON text of the structured mode. */
    public static CloudEvent structured(byte[] value) throws Unreadable {
        JsonNode whole = parse(value);
        if (!whole.isObject()) {
            throw new Unreadable("", "must be an object");
        }
        Map<String, String> attributes = new HashMap<>();
        whole.properties().forEach(property -> {
            if (property.getValue().isTextual()) {
                attributes.put(property.getKey(), property.getValue().textValue());
            }
        });
        return new CloudEvent(Map.copyOf(attributes), new Fields(whole, "").object("data"));
    }

    private static CloudEvent binary(ConsumerRecord<byte[], byte @Nullable []> record, byte[] value) throws Unreadable {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith("ce_") && header.value() != null) {
                attributes.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        JsonNode data = parse(value);
        if (!data.isObject()) {
            throw new Unreadable("/data", "must be an object");
        }
        return new CloudEvent(Map.copyOf(attributes), new Fields(data, "/data"));
    }

    private static JsonNode parse(byte[] value) throws Unreadable {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException broken) {
            throw new Unreadable("", "is not JSON: " + broken.getOriginalMessage());
        } catch (IOException broken) {
            throw new Unreadable("", "is not JSON");
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte @Nullable []> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The attribute's value, or an empty text. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }
}
