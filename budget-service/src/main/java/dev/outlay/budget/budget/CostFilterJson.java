package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the database keeps a filter (columns {@code spend_series.filter} and {@code budget.filter}): {@code {"dimension":key,"values":[..]}},
 * {@code {"tag":name,"values":[..]}} {@code {"and":[..]}} or {@code {"not":{..}}}. ARM's way of writing one down is kept beside it, as it was sent.
 */
public final class CostFilterJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CostFilterJson() {}

    /** Writes a filter. */
    public static String write(CostFilter filter) {
        return node(filter).toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalStateException when the text is anything else
     */
    public static CostFilter read(String text) {
        try {
            return filter(JSON.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds a filter that cannot be read", malformed);
        }
    }

    private static ObjectNode node(CostFilter filter) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (filter) {
            case CostFilter.DimensionIn dimension -> values(node.put("dimension", dimension.key()), dimension.values());
            case CostFilter.TagIn tag -> values(node.put("tag", tag.name()), tag.values());
            case CostFilter.And and -> {
                ArrayNode parts = node.putArray("and");
                and.parts().forEach(part -> parts.add(node(part)));
            }
            case CostFilter.Not not -> node.set("not", node(not.part()));
        }
        return node;
    }

    private static void values(ObjectNode node, Set<String> values) {
        ArrayNode array = node.putArray("values");
        new TreeSet<>(values).forEach(array::add);
    }

    private static CostFilter filter(JsonNode node) {
        if (node.has("and")) {
            List<CostFilter> parts = new ArrayList<>();
            node.get("and").forEach(part -> parts.add(filter(part)));
            return new CostFilter.And(parts);
        }
        if (node.has("not")) {
            return new CostFilter.Not(filter(node.get("not")));
        }
        Set<String> values = new TreeSet<>();
        node.path("values").forEach(value -> values.add(value.asText()));
        if (node.has("dimension")) {
            return new CostFilter.DimensionIn(node.path("dimension").asText(), values);
        }
        if (node.has("tag")) {
            return new CostFilter.TagIn(node.path("tag").asText(), values);
        }
        throw new IllegalStateException("the database holds a filter of no known kind");
    }
}
