package dev.outlay.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes answers: JSON bodies and the error envelope. */
public final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    /** Refuses, in the envelope that the Azure Resource Manager uses. What of the body was not read is read and dropped. */
    public static void refuse(RoutingContext context, ApiError error) {
        json(context, error.status(), error.retryAfterSeconds() == null ? 0 : error.retryAfterSeconds(), generator -> {
            generator.writeStartObject();
            envelope(generator, error);
            generator.writeEndObject();
        });
    }

    /** Writes the member {@code error} into an open object. */
    public static void envelope(JsonGenerator generator, ApiError error) throws IOException {
        generator.writeObjectFieldStart("error");
        generator.writeStringField("code", error.code());
        generator.writeStringField("message", shown(error.message()));
        generator.writeEndObject();
    }

    /** Answers with JSON, once: a second answer to the same request is dropped. */
    public static void json(RoutingContext context, int status, int retryAfterSeconds, Body body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Headers.answer(context.request());
        if (retryAfterSeconds > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
        }
        response.putHeader("Content-Type", "application/json; charset=utf-8");
        response.setStatusCode(status).end(Buffer.buffer(bytes(body)));
        if (!context.request().isEnded()) {
            context.request().resume();
        }
    }

    private static byte[] bytes(Body body) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            try (JsonGenerator generator = JSON.createGenerator(bytes)) {
                body.write(generator);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** A text that JSON can hold: half a surrogate pair becomes a question mark. */
    public static String shown(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> clean.appendCodePoint(
                        point <= Character.MAX_VALUE && Character.isSurrogate((char) point) ? '?' : point));
        return clean.toString();
    }

    /** The body of an answer. */
    public interface Body {
        void write(JsonGenerator generator) throws IOException;
    }
}
