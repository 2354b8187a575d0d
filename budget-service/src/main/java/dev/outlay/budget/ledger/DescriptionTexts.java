package dev.outlay.budget.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of a description, as the database keeps them. Many descriptions stay in memory and few are ever asked for their texts, so these are read when they are asked for:
 * as maps they would take four times the room.
 */
public final class DescriptionTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final String dimensions;
    private final String tags;

    /**
     * @param dimensions JSON object of FOCUS columns and their values
     * @param tags JSON object of tag names and their values
     */
    DescriptionTexts(String dimensions, String tags) {
        this.dimensions = dimensions;
        this.tags = tags;
    }

    /** FOCUS column to value, only those that are present. */
    public Map<String, String> dimensions() {
        return read(dimensions);
    }

    /** Lower-case name to value. */
    public Map<String, String> tags() {
        Map<String, String> byName = new HashMap<>();
        read(tags).forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
        return byName;
    }

    /** Both as the database keeps them. */
    static DescriptionTexts of(Map<String, String> dimensions, Map<String, String> tags) {
        return new DescriptionTexts(write(dimensions), write(tags));
    }

    String dimensionsJson() {
        return dimensions;
    }

    String tagsJson() {
        return tags;
    }

    private static Map<String, String> read(String text) {
        try {
            return JSON.readValue(text, TEXTS);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("a description that cannot be read", notOurs);
        }
    }

    private static String write(Map<String, String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
