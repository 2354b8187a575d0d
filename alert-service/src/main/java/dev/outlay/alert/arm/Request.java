package dev.outlay.alert.arm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outlay.alert.access.Principal;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A request after its token and its path were read.
 *
 * @param query   gives the value of a query parameter
 * @param header  gives the value of a header, whatever the casing of its name
 * @param accept  what the sender wants to have, as it says it; empty where it does not say
 * @param body    bytes of the body; empty where there is none
 * @param address scheme, host and port under which the caller reached the API, for links
 */
record Request(
        Principal principal,
        String method,
        String path,
        Function<String, Optional<String>> query,
        Function<String, Optional<String>> header,
        String accept,
        String contentType,
        byte[] body,
        String address) {

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(60)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Whoever comes with a signed link and shows no token. */
    static final Principal NOBODY = new Principal("", "", Set.of());

    /** Whether it was sent by a program that shows pages to people. */
    boolean isOfABrowser() {
        return accept.contains("text/html");
    }

    /** A body, or the error to answer with. */
    sealed interface Body {
        record Json(JsonNode value) implements Body {}

        record Bad(Answer answer) implements Body {}
    }

    /** Reads the body as a JSON object. */
    Body json() {
        String type = contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json") && !type.isEmpty()) {
            return new Body.Bad(Answer.error(
                    415, "UnsupportedMediaType", "The body must be application/json, not '" + type + "'."));
        }
        try {
            JsonNode value = JSON.readTree(body);
            if (value != null && value.isObject() && isStorable(value)) {
                return new Body.Json(value);
            }
            return bad("The body must be a JSON object without U+0000 or lone surrogates.");
        } catch (JacksonException broken) {
            return bad("The body is not JSON: " + broken.getOriginalMessage());
        } catch (IOException broken) {
            return bad("The body is not JSON.");
        }
    }

    private static boolean isStorable(JsonNode value) {
        return value.properties().stream().allMatch(property -> isStorable(property.getKey()))
                && (!value.isTextual() || isStorable(value.textValue()))
                && value.valueStream().allMatch(Request::isStorable);
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static Body bad(String message) {
        return new Body.Bad(Answer.error(400, "InvalidRequestContent", message));
    }
}
