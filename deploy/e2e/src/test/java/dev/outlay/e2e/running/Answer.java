package dev.outlay.e2e.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An answer to an HTTP request.
 *
 * @param status 0 where there was no answer at all
 * @param headers names in lower case; of a repeated one the first
 * @param body as text
 */
public record Answer(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    /** The body as JSON; decimals are exact. */
    public JsonNode json() {
        return json(body);
    }

    /** Reads a text as JSON; decimals are exact. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON: " + text, e);
        }
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Path of what its absolute Location names; another client asks for it under its own address. */
    public String location() {
        URI location = URI.create(header("location").orElseThrow());
        if (!location.isAbsolute()) {
            throw new AssertionError("no absolute Location: " + location);
        }
        return location.getRawPath();
    }

    /** The live spend of a budget that was asked for. */
    public BigDecimal currentSpend() {
        return json().at("/properties/currentSpend/amount").decimalValue();
    }
}
