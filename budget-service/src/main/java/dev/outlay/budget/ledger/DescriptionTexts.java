package dev.outlay.budget.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a description, as the database keeps them. Many descriptions stay in memory and few are ever asked for their texts, so these are read when they are asked for:
 * as maps they would take four times the room.
 */
public final class DescriptionTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final List<Column> OF_THE_PROFILE =
            List.of(Column.X_BILLING_PROFILE_ID, Column.X_BILLING_PROFILE_NAME);

    private final String dimensions;
    private final String tags;
    private final @Nullable String source;

    /**
     * @param dimensions JSON object of FOCUS columns and their values
     * @param tags JSON object of tag names and their values
     * @param source JSON object of the profile's columns as their source says them; null where they hold
     */
    DescriptionTexts(String dimensions, String tags, @Nullable String source) {
        this.dimensions = dimensions;
        this.tags = tags;
        this.source = source;
    }

    /** Whether it is at another profile than its source says. */
    boolean isElsewhere() {
        return source != null;
    }

    /** The name of the profile that the source says; empty where it says none. */
    String sourceProfile() {
        return read(source == null ? dimensions : source).getOrDefault(Column.X_BILLING_PROFILE_ID.columnName(), "");
    }

    /** The same at a profile, which is the one that everybody is shown; what the source says is kept beside. */
    DescriptionTexts at(StatedProfile profile) {
        DescriptionTexts said = asTheSourceSays();
        Map<String, String> columns = read(said.dimensions);
        Map<String, String> replaced = new TreeMap<>();
        for (Column column : OF_THE_PROFILE) {
            String value = columns.remove(column.columnName());
            if (value != null) {
                replaced.put(column.columnName(), value);
            }
        }
        columns.put(Column.X_BILLING_PROFILE_ID.columnName(), profile.profile());
        if (profile.name() != null) {
            columns.put(Column.X_BILLING_PROFILE_NAME.columnName(), profile.name());
        }
        return new DescriptionTexts(write(columns), tags, write(replaced));
    }

    /** The same at the profile that its source says. */
    DescriptionTexts asTheSourceSays() {
        if (source == null) {
            return this;
        }
        Map<String, String> columns = read(dimensions);
        OF_THE_PROFILE.forEach(column -> columns.remove(column.columnName()));
        columns.putAll(read(source));
        return new DescriptionTexts(write(columns), tags, null);
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
        return new DescriptionTexts(write(dimensions), write(tags), null);
    }

    String dimensionsJson() {
        return dimensions;
    }

    String tagsJson() {
        return tags;
    }

    @Nullable
    String sourceJson() {
        return source;
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
