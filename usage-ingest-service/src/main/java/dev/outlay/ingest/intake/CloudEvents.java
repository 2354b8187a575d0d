package dev.outlay.ingest.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.Checked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a request's body in one of the content modes of CloudEvents 1.0's HTTP binding. Bodies are UTF-8 and nothing else;
 * JSON is strict: no duplicate keys, no NaN, no comments, nesting up to {@value #MAX_DEPTH}.
 */
final class CloudEvents {
    static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private final int maxEvents;

    CloudEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** One structured event: the body is the event. */
    List<Checked> structured(Body body, AcceptedPeriod period) throws MalformedBody {
        return reading(body, parser -> {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw MalformedBody.json("The body of application/cloudevents+json is one JSON object.");
            }
            return List.of(new EventReader(parser).read(period));
        });
    }

    /** A batch: the body is an array of events. */
    List<Checked> batch(Body body, AcceptedPeriod period) throws MalformedBody {
        return reading(body, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw MalformedBody.json("The body of application/cloudevents-batch+json is a JSON array of events.");
            }
            List<Checked> events = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (events.size() == maxEvents) {
                    throw new MalformedBody(
                            413,
                            "TooManyEvents",
                            "A request has at most " + maxEvents + " events. Send the rest in another.");
                }
                events.add(new EventReader(parser).read(period));
            }
            return events;
        });
    }

    /** Binary mode: attributes came as headers, the body is the data. */
    List<Checked> binary(Body body, Attributes attributes, AcceptedPeriod period) throws MalformedBody {
        return reading(body, parser -> {
            parser.nextToken();
            ChargeDraft draft = new ChargeDraft();
            new ChargeDataReader(parser, draft).read();
            return List.of(draft.check(attributes, period));
        });
    }

    private List<Checked> reading(Body body, Reading reading) throws MalformedBody {
        if (body.length() == 0) {
            throw MalformedBody.json("The body is empty.");
        }
        try (JsonParser parser = json.createParser(body.stream())) {
            requireUtf8(body);
            try {
                List<Checked> events = reading.read(parser);
                if (parser.nextToken() != null) {
                    throw MalformedBody.json("Something follows the JSON value, " + place(parser) + ".");
                }
                return events;
            } catch (JsonProcessingException notJson) {
                throw MalformedBody.json(notJson.getOriginalMessage() + ", " + place(parser) + ".");
            } catch (IllegalStateException flooded) {
                // the parser's symbol table defends itself that way against floods of colliding names
                throw MalformedBody.json("The body cannot be read, " + place(parser) + ".");
            }
        } catch (IOException unreadable) {
            throw MalformedBody.json("The body cannot be read: " + unreadable.getMessage());
        }
    }

    private static void requireUtf8(Body body) throws IOException, MalformedBody {
        long malformed = Utf8.firstMalformedByte(body.stream());
        if (malformed >= 0) {
            throw new MalformedBody(400, "InvalidEncoding", "The body is not UTF-8 at byte " + malformed + ".");
        }
    }

    private static String place(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        String pointer = parser.getParsingContext().pathAsPointer(true).toString();
        String shown = pointer.length() > 200 ? pointer.substring(0, 200) : pointer;
        return "near byte " + location.getByteOffset() + (shown.isEmpty() ? "" : ", at " + shown);
    }

    /** Reads events from a parser. */
    private interface Reading {
        List<Checked> read(JsonParser parser) throws IOException, MalformedBody;
    }
}
