package dev.outlay.budget.arm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.refusal.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON at the edge: decimals exact in both directions, depth and sizes bounded, duplicate names and texts that cannot be stored refused. */
final class ArmJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 200;
    private static final int MAX_EXPONENT = 40;

    private static final JsonMapper JSON = bounded(exact());

    /** As Azure reads templates: with comments, names without quotes, and texts of several lines. */
    private static final JsonMapper WITH_TEMPLATE = bounded(exact().enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS));

    /** What was taken once can be read for ever, whatever the bounds are by then. */
    private static final JsonMapper OURS = unbounded();

    private ArmJson() {}

    private static JsonMapper.Builder exact() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    private static JsonMapper bounded(JsonMapper.Builder exact) {
        JsonMapper mapper =
                exact.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build());
        return mapper;
    }

    private static JsonMapper unbounded() {
        JsonMapper mapper = exact().build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build());
        return mapper;
    }

    /** The object that a body holds; fails with a refusal. */
    static JsonNode object(Call call) {
        return object(call, JSON);
    }

    /**
     * The same of a body with a template in it, which Azure reads as JSON with comments: {@code az deployment} puts the template's file into its request as it is, comments and all, under a name without
     * quotes (JsonCTemplatePolicy of azure-cli).
     */
    static JsonNode withTemplate(Call call) {
        return object(call, WITH_TEMPLATE);
    }

    private static JsonNode object(Call call, JsonMapper mapper) {
        if (!call.contentType().isEmpty()
                && !call.contentType().equals("application/json")
                && !call.contentType().endsWith("+json")) {
            throw new Refusal(
                            415,
                            "UnsupportedMediaType",
                            "The content type is not supported. Send the body as application/json.")
                    .exception();
        }
        try {
            String text = utf8(call.body().getBytes());
            JsonNode node = mapper.readTree(text);
            if (node == null || !node.isObject() || !text.stripLeading().startsWith("{")) {
                throw Refusal.badContent("The request content was invalid: the body must be a JSON object.")
                        .exception();
            }
            requireStorable(node);
            return node;
        } catch (JsonProcessingException malformed) {
            throw Refusal.badContent(
                            "The request content was invalid and could not be deserialized: " + where(malformed) + ".")
                    .exception();
        } catch (IOException malformed) {
            throw Refusal.badContent("The request content is not a text in UTF-8.")
                    .exception();
        }
    }

    private static String where(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? "it is not JSON"
                : "it is not valid JSON, holds a name twice in one object, or is deeper or longer than allowed, at line "
                        + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    /** U+0000, halves of surrogate pairs and numbers beyond all money cannot be stored, not even in what is merely echoed. */
    private static void requireStorable(JsonNode node) {
        if (node.isTextual()) {
            requireStorable(node.textValue());
        } else if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if ((long) number.precision() - number.scale() > MAX_EXPONENT || number.scale() > MAX_EXPONENT) {
                throw Refusal.badContent("The request content holds a number with more than " + MAX_EXPONENT
                                + " integer or fraction digits.")
                        .exception();
            }
        } else {
            node.fieldNames().forEachRemaining(ArmJson::requireStorable);
            node.elements().forEachRemaining(ArmJson::requireStorable);
        }
    }

    private static void requireStorable(String text) {
        boolean flawed = text.codePoints()
                .anyMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
        if (flawed) {
            throw Refusal.badContent("The request content holds a text with U+0000 or half of a surrogate pair.")
                    .exception();
        }
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /** A JSON text that the database keeps. */
    static JsonNode kept(String text) {
        try {
            return OURS.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }

    /** JSON that a caller sends back; empty for what is none. */
    static Optional<JsonNode> sent(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** JSON that a service of ours has answered; empty for what is none. */
    static Optional<JsonNode> answered(String text) {
        try {
            return Optional.ofNullable(OURS.readTree(text));
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What every resource of ARM has. */
    static ObjectNode resource(String id, String name, String type) {
        return node().put("id", id).put("name", name).put("type", type);
    }

    /** {@code {"error":{"code","message"}}}. */
    static String error(String code, String message) {
        ObjectNode envelope = node();
        envelope.putObject("error").put("code", code).put("message", message);
        return text(envelope);
    }

    /**
     * The text of a body. JSON is exchanged in UTF-8 (RFC 8259 section 8.1), whatever else a parser would guess.
     *
     * @throws CharacterCodingException when the bytes are not UTF-8
     */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (text.indexOf('\0') >= 0) {
            throw new CharacterCodingException();
        }
        return text;
    }
}
