package dev.outlay.budget.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.outlay.budget.trace.TraceParent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a charge event (CloudEvents Kafka binding, binary or structured mode) as {@code deploy/contracts/charge.v1.schema.json} describes it. Unknown attributes
 * and columns are ignored.
 */
final class ChargeReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(1000)
                    .maxStringLength(100_000)
                    .build())
            .build();

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String ATTRIBUTE = "ce_";

    private final boolean traced;

    /** @param traced whether it matters where a charge comes from */
    ChargeReader(boolean traced) {
        this.traced = traced;
    }

    /**
     * @param headers of the record
     * @param value its bytes; null for a record without a value
     * @param oldest charges that began before this are refused
     */
    ReadCharge read(Headers headers, byte @Nullable [] value, Instant oldest) {
        ChargeDraft draft = new ChargeDraft(traced);
        if (value == null) {
            return new ReadCharge.Bad(
                    "InvalidCharge", List.of(new ChargeProblem("Missing", "/data", "The record has no value.")));
        }
        try (JsonParser parser = JSON.createParser(value)) {
            if (text(headers.lastHeader("content-type")).startsWith(STRUCTURED)) {
                readEvent(parser, draft);
            } else {
                for (Header header : headers) {
                    if (header.key().startsWith(ATTRIBUTE)) {
                        draft.attribute(header.key().substring(ATTRIBUTE.length()), text(header));
                    }
                }
                parser.nextToken();
                readData(parser, draft);
            }
            if (parser.nextToken() != null) {
                draft.problem("InvalidJson", "", "There is something after the event's end.");
            }
        } catch (IOException malformed) {
            draft.problem("InvalidJson", "", "The record is not JSON: " + firstLine(malformed));
        }
        if (traced) {
            // Whoever sent the record is nearer than whoever made the event.
            draft.traceparent(text(headers.lastHeader(TraceParent.NAME)));
        }
        return draft.finish(oldest);
    }

    private static void readEvent(JsonParser parser, ChargeDraft draft) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            draft.problem("WrongType", "", "An event is a JSON object.");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("data")) {
                readData(parser, draft);
            } else if (token.isScalarValue()) {
                draft.attribute(name, token == JsonToken.VALUE_NULL ? "" : parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void readData(JsonParser parser, ChargeDraft draft) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            draft.problem("WrongType", "/data", "data is a JSON object: a charge.");
            if (parser.currentToken() != null) {
                parser.skipChildren();
            }
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("Tags")) {
                readTags(parser, draft);
            } else if (token.isScalarValue()) {
                draft.column(name, token, token == JsonToken.VALUE_NULL ? null : parser.getText());
            } else {
                draft.notScalar(name);
                parser.skipChildren();
            }
        }
    }

    private static void readTags(JsonParser parser, ChargeDraft draft) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            draft.problem("WrongType", "/data/Tags", "Tags is a JSON object of names and values.");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token.isScalarValue()) {
                draft.tag(name, token == JsonToken.VALUE_NULL ? "" : parser.getText());
            } else {
                draft.problem("WrongType", "/data/Tags/" + pointer(name), "A tag's value is text.");
                parser.skipChildren();
            }
        }
    }

    /** The text of a header; empty where there is none. */
    static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static String pointer(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }

    private static String firstLine(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
