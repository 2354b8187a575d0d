package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.dimension.Dimension;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How budgets were filtered before 2019-10-01 (azure-rest-contract.md section 2): {@code filters}, with lists of resource groups, resources and meters, and tags with their values. A charge counts that is in every list that is
 * there. It says the same as a {@code filter}, and versions that have no {@code filters} show that.
 */
public final class OldFilters {

    static final String MEMBER = "filters";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Map.Entry<String, Dimension>> LISTS = List.of(
            Map.entry("resourceGroups", Dimension.RESOURCE_GROUP_NAME),
            Map.entry("resources", Dimension.RESOURCE_ID),
            Map.entry("meters", Dimension.METER_ID));
    private static final String TAGS = "tags";

    private OldFilters() {}

    /** The same as a {@code filter}; null where nothing is filtered by, or after a problem was added. */
    static @Nullable ObjectNode asFilter(JsonNode filters, List<String> problems) {
        String path = "properties." + MEMBER;
        if (!filters.isObject()) {
            problems.add("'" + path + "' must be an object.");
            return null;
        }
        int before = problems.size();
        filters.fieldNames().forEachRemaining(member -> {
            if (!member.equals(TAGS)
                    && LISTS.stream().noneMatch(list -> list.getKey().equals(member))) {
                problems.add("'" + path + "' has " + JsonText.shown(member)
                        + ". It can have resourceGroups, resources, meters and tags.");
            }
        });
        LISTS.forEach(list -> mustBeList(filters.path(list.getKey()), path + "." + list.getKey(), problems));
        JsonNode tags = filters.path(TAGS);
        if (isGiven(tags) && !tags.isObject()) {
            problems.add("'" + path + ".tags' must be an object of lists.");
        }
        tags.properties()
                .forEach(tag -> mustBeList(tag.getValue(), path + ".tags." + shownPlain(tag.getKey()), problems));
        return problems.size() > before ? null : asFilter(filters);
    }

    private static String shownPlain(String name) {
        return JsonText.shown(name).replace("'", "");
    }

    private static void mustBeList(JsonNode node, String path, List<String> problems) {
        if (isGiven(node) && !node.isArray()) {
            problems.add("'" + path + "' must be an array of texts.");
        }
    }

    private static boolean isGiven(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** What the database keeps of {@code filters} in place of the text of a {@code filter}, which has no such member. */
    static String kept(JsonNode filters) {
        return JsonNodeFactory.instance.objectNode().set(MEMBER, filters).toString();
    }

    /** The text of {@code filters} as they were sent, of what the database keeps of a filter; null for a {@code filter}. */
    static @Nullable String sent(String kept) {
        JsonNode filters = tree(kept).get(MEMBER);
        return filters == null ? null : filters.toString();
    }

    /**
     * The text of a {@code filter}, of what the database keeps.
     *
     * @throws IllegalStateException when it is no JSON
     */
    public static String filter(String kept) {
        JsonNode filters = tree(kept).get(MEMBER);
        return filters == null ? kept : String.valueOf(asFilter(filters));
    }

    private static JsonNode tree(String kept) {
        try {
            return JSON.readTree(kept);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds a filter that cannot be read", malformed);
        }
    }

    private static @Nullable ObjectNode asFilter(JsonNode filters) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, Dimension> list : LISTS) {
            JsonNode values = filters.path(list.getKey());
            if (!values.isEmpty()) {
                parts.addObject().set("dimensions", in(list.getValue().label(), values));
            }
        }
        filters.path(TAGS).properties().stream()
                .filter(tag -> !tag.getValue().isEmpty())
                .forEach(tag -> parts.addObject().set("tags", in(tag.getKey(), tag.getValue())));
        return switch (parts.size()) {
            case 0 -> null;
            case 1 -> (ObjectNode) parts.get(0);
            default -> JsonNodeFactory.instance.objectNode().set("and", parts);
        };
    }

    private static ObjectNode in(String name, JsonNode values) {
        ObjectNode in = JsonNodeFactory.instance.objectNode().put("name", name).put("operator", "In");
        return in.set("values", values);
    }
}
