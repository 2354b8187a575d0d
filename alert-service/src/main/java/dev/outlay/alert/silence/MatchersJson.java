package dev.outlay.alert.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Matchers as JSON: the same in the API and in the table. */
public final class MatchersJson {

    /** Values in one list. */
    public static final int MOST_VALUES = 100;

    /** The id of an action group has names of up to 1,024 characters. */
    private static final int LONGEST_TEXT = 4096;

    private static final BigDecimal HIGHEST_THRESHOLD = new BigDecimal("1000");
    private static final Set<String> TYPES = Set.of("actual", "forecasted");
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("budgets", "notifications", "thresholdTypes", "thresholds", "receivers"));
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private MatchersJson() {}

    /** What matchers that cannot be meant are answered with. */
    public static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong, for people. */
        public Unclear(String message) {
            super(message);
        }
    }

    /** Reads matchers; those that are missing match everything. */
    public static Matchers read(JsonNode json) throws Unclear {
        if (json.isMissingNode()) {
            return Matchers.ALL;
        }
        if (!json.isObject()) {
            throw new Unclear("matchers must be an object.");
        }
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!KNOWN.contains(property.getKey())) {
                throw new Unclear("matchers may have " + KNOWN + ".");
            }
        }
        Matchers read = new Matchers(
                texts(json, "budgets"),
                texts(json, "notifications"),
                texts(json, "thresholdTypes"),
                thresholds(json.path("thresholds")),
                texts(json, "receivers"));
        if (!TYPES.containsAll(read.thresholdTypes())) {
            throw new Unclear("matchers.thresholdTypes may have Actual and Forecasted.");
        }
        return read;
    }

    private static Set<String> texts(JsonNode json, String name) throws Unclear {
        Set<String> texts = new TreeSet<>();
        for (JsonNode value : list(json.path(name), name)) {
            // As it is kept: in lower case a text can be longer, and what was taken must be readable ever after.
            String text = value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "";
            if (text.isEmpty() || text.length() > LONGEST_TEXT) {
                throw new Unclear("matchers." + name + " must hold texts of 1 to " + LONGEST_TEXT + " characters.");
            }
            texts.add(text);
        }
        return texts;
    }

    private static List<BigDecimal> thresholds(JsonNode json) throws Unclear {
        List<BigDecimal> thresholds = new ArrayList<>();
        for (JsonNode value : list(json, "thresholds")) {
            if (!value.isNumber()
                    || value.decimalValue().signum() < 0
                    || value.decimalValue().compareTo(HIGHEST_THRESHOLD) > 0) {
                throw new Unclear("matchers.thresholds must hold numbers of percent from 0 to 1000.");
            }
            thresholds.add(value.decimalValue());
        }
        return thresholds;
    }

    private static JsonNode list(JsonNode json, String name) throws Unclear {
        if (json.isMissingNode()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!json.isArray() || json.isEmpty() || json.size() > MOST_VALUES) {
            throw new Unclear("matchers." + name + " must be a list of 1 to " + MOST_VALUES + " values.");
        }
        return json;
    }

    /** Writes them; a list that matches everything is left out. */
    public static ObjectNode write(Matchers matchers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "budgets", matchers.budgets());
        put(json, "notifications", matchers.notifications());
        put(json, "thresholdTypes", matchers.thresholdTypes());
        if (!matchers.thresholds().isEmpty()) {
            ArrayNode thresholds = json.putArray("thresholds");
            matchers.thresholds().forEach(thresholds::add);
        }
        put(json, "receivers", matchers.receivers());
        return json;
    }

    private static void put(ObjectNode json, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode list = json.putArray(name);
            texts.stream().sorted().forEach(list::add);
        }
    }

    /** Reads what is in the table, which was checked before it came there. */
    static Matchers kept(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JsonProcessingException | Unclear impossible) {
            throw new IllegalStateException("matchers that were never accepted are kept", impossible);
        }
    }
}
