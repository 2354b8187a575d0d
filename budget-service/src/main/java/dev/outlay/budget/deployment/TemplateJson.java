package dev.outlay.budget.deployment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** JSON that templates hold as text, with decimals as they are written. */
final class TemplateJson {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 40;

    private static final JsonMapper JSON = mapper();

    private TemplateJson() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build());
        return mapper;
    }

    /** Empty for what is no JSON, is deeper than {@value #DEEPEST}, or has a number that could not be written in {@value #LONGEST_NUMBER} digits before and after its point. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text))
                    .filter(value -> !value.isMissingNode())
                    .filter(TemplateJson::isWritable);
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    private static boolean isWritable(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return (long) number.precision() - number.scale() <= LONGEST_NUMBER && number.scale() <= LONGEST_NUMBER;
        }
        return value.valueStream().allMatch(TemplateJson::isWritable);
    }

    /** The same number for the same template, as Azure's {@code templateHash} is. */
    static String hash(JsonNode template) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(write(template).getBytes(StandardCharsets.UTF_8));
            return Long.toUnsignedString(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String write(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }
}
