package dev.outlay.ingest.intake;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.Checked;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content modes of CloudEvents over HTTP, by content type. */
sealed interface ContentMode {

    List<Checked> read(CloudEvents reader, Body body, AcceptedPeriod period) throws MalformedBody;

    /** {@code application/cloudevents+json}. */
    record Structured() implements ContentMode {
        @Override
        public List<Checked> read(CloudEvents reader, Body body, AcceptedPeriod period) throws MalformedBody {
            return reader.structured(body, period);
        }
    }

    /** {@code application/cloudevents-batch+json}. */
    record Batch() implements ContentMode {
        @Override
        public List<Checked> read(CloudEvents reader, Body body, AcceptedPeriod period) throws MalformedBody {
            return reader.batch(body, period);
        }
    }

    /** {@code application/json} with {@code ce-} headers. */
    record Binary(Attributes attributes) implements ContentMode {
        @Override
        public List<Checked> read(CloudEvents reader, Body body, AcceptedPeriod period) throws MalformedBody {
            return reader.binary(body, attributes, period);
        }
    }

    /** The mode of a request, or null when its content type is none that is taken. */
    static @Nullable ContentMode of(MultiMap headers) {
        String contentType = headers.get("Content-Type");
        if (contentType == null || !Attributes.isJson(contentType)) {
            return null;
        }
        String bare = contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "application/cloudevents+json" -> new Structured();
            case "application/cloudevents-batch+json" -> new Batch();
            case "application/json" -> binary(headers);
            default -> null;
        };
    }

    private static @Nullable ContentMode binary(MultiMap headers) {
        if (!headers.contains("ce-specversion")
                && !headers.contains("ce-type")
                && !headers.contains("ce-id")
                && !headers.contains("ce-source")) {
            return null;
        }
        return new Binary(new Attributes(
                attribute(headers, "specversion"),
                attribute(headers, "type"),
                attribute(headers, "id"),
                attribute(headers, "source"),
                attribute(headers, "time"),
                null,
                attribute(headers, "revision"),
                attribute(headers, "alerts")));
    }

    /** The value of an attribute's header, percent-decoded as the HTTP binding says (section 3.1.3.2). */
    private static @Nullable String attribute(MultiMap headers, String name) {
        String value = headers.get("ce-" + name);
        if (value == null || value.indexOf('%') < 0) {
            return value;
        }
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (int at = 0; at < value.length(); at++) {
            char unit = value.charAt(at);
            int high = unit == '%' && at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(at + 2), 16) : -1;
            if (low >= 0) {
                bytes[length++] = (byte) (high * 16 + low);
                at += 2;
            } else {
                bytes[length++] = (byte) unit;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return "\0"; // cannot be stored, so the rules refuse it by name
        }
    }
}
