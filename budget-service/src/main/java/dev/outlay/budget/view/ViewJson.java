package dev.outlay.budget.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.CostQuestionJson;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a view (azure-rest-contract.md section 8). Its question must be one that can be asked at its scope, or it could never be opened. What it keeps it keeps as
 * it was sent, so that a client finds its own words again.
 */
public final class ViewJson {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST = 64 * 1024;
    private static final int MOST_KPIS = 10;
    private static final int MOST_PIVOTS = 10;
    private static final int LONGEST_TEXT = 1_024;
    private static final int LONGEST_SCOPE = 4_096;

    private static final List<String> CHARTS = List.of("Area", "Line", "StackedColumn", "GroupedColumn", "Table");
    private static final List<String> ACCUMULATED = List.of("true", "false");
    private static final List<String> METRICS = List.of("ActualCost", "AmortizedCost", "AHUB");
    private static final List<String> KPIS = List.of("Forecast", "Budget");
    private static final List<String> PIVOTS = List.of("Dimension", "TagKey");

    private final List<String> problems = new ArrayList<>();

    private ViewJson() {}

    /**
     * Reads a body; fails with a refusal.
     *
     * @param scope ARM id of the scope of a shared view; empty for a private one
     * @param kind of that scope, or of the one that a private view names; billing account where it names none, since there everything can be asked
     * @param today in UTC
     */
    public static ViewRequest read(JsonNode body, String scope, ScopeKind kind, LocalDate today) {
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            throw Refusal.badRequest("'properties' is required: what the view is called and what it asks.")
                    .exception();
        }
        ViewJson reading = new ViewJson();
        ObjectNode kept = reading.properties(properties, scope);
        if (!reading.problems.isEmpty()) {
            throw Refusal.badRequest(String.join(" ", reading.problems)).exception();
        }
        CostQuestionJson.read(kept.path("query"), kind, today);
        String text = kept.toString();
        if (text.length() > LONGEST) {
            throw Refusal.badRequest("A view has at most " + LONGEST + " characters.")
                    .exception();
        }
        return new ViewRequest(eTag(body), text);
    }

    /** The id of the scope that a private view is about; null where it names none. */
    public static @Nullable String scope(JsonNode body) {
        JsonNode scope = body.path("properties").path("scope");
        return scope.isTextual() && !scope.textValue().isBlank() ? scope.textValue() : null;
    }

    private static @Nullable String eTag(JsonNode body) {
        JsonNode eTag = body.path("eTag");
        return eTag.isTextual() && !eTag.textValue().isBlank()
                ? eTag.textValue().replace("\"", "")
                : null;
    }

    private ObjectNode properties(JsonNode given, String scope) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        JsonNode title = given.path("displayName");
        if (title.isTextual() && JsonText.keeps(title.textValue(), LONGEST_NAME)) {
            kept.set("displayName", title);
        } else {
            problems.add("'properties.displayName' must be a text of 1 to " + LONGEST_NAME
                    + " characters without control characters.");
        }
        String named = text(given, "scope", LONGEST_SCOPE);
        kept.put("scope", scope.isEmpty() ? named : scope);
        String range = text(given, "dateRange", LONGEST_NAME);
        if (!range.isEmpty()) {
            kept.put("dateRange", range);
        }
        kept.set("query", query(given.path("query")));
        word(given, kept, "chart", CHARTS);
        word(given, kept, "accumulated", ACCUMULATED);
        word(given, kept, "metric", METRICS);
        kept.set("kpis", list(given, "kpis", KPIS, MOST_KPIS, List.of("type", "id", "enabled")));
        kept.set("pivots", list(given, "pivots", PIVOTS, MOST_PIVOTS, List.of("type", "name")));
        return kept;
    }

    /** A text that may be left out, be null or be empty; empty then, and after a problem was added. */
    private String text(JsonNode given, String name, int longest) {
        JsonNode node = given.path(name);
        if (node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isEmpty())) {
            return "";
        }
        if (node.isTextual() && JsonText.keeps(node.textValue(), longest)) {
            return node.textValue();
        }
        problems.add("'properties." + name + "' must be a text of at most " + longest
                + " characters without control characters.");
        return "";
    }

    private JsonNode query(JsonNode given) {
        if (!given.isObject()) {
            problems.add("'properties.query' is required: the question, as it is posted to 'query'.");
            return given;
        }
        ObjectNode query = ((ObjectNode) given).deepCopy();
        if (!query.path("includeMonetaryCommitment").isBoolean()) {
            query.put("includeMonetaryCommitment", false);
        }
        return query;
    }

    /** One of some words, kept as Azure spells it; left out where it is missing. */
    private void word(JsonNode given, ObjectNode kept, String name, List<String> valid) {
        JsonNode node = given.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        valid.stream()
                .filter(word -> word.equalsIgnoreCase(node.asText()))
                .findFirst()
                .ifPresentOrElse(
                        word -> kept.put(name, word),
                        () -> problems.add("'properties." + name + "' must be one of " + listed(valid) + "."));
    }

    /** Figures and small charts: objects of which the type is one of some words, and the rest is kept. */
    private ArrayNode list(JsonNode given, String name, List<String> types, int most, List<String> members) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        JsonNode nodes = given.path(name);
        if (nodes.isMissingNode() || nodes.isNull()) {
            return kept;
        }
        if (!nodes.isArray() || nodes.size() > most) {
            problems.add("'properties." + name + "' must be an array of at most " + most + ".");
            return kept;
        }
        for (JsonNode node : nodes) {
            String type = node.path("type").asText();
            boolean isKnown = types.stream().anyMatch(type::equalsIgnoreCase);
            if (!node.isObject()
                    || !isKnown
                    || !members.stream().allMatch(member -> isTaken(node.path(member), member))) {
                problems.add("Each of 'properties." + name + "' must be an object with " + listed(members)
                        + "; its type is one of " + listed(types)
                        + ", 'enabled' is true or false, and the others are texts shorter"
                        + " than " + LONGEST_TEXT + " characters.");
                return kept;
            }
            ObjectNode one = kept.addObject();
            members.stream().filter(node::has).forEach(member -> one.set(member, node.get(member)));
        }
        return kept;
    }

    /** Whether a member of a figure or small chart is what Azure has there; it may be left out. */
    private static boolean isTaken(JsonNode node, String member) {
        boolean isShort = node.isTextual() && node.textValue().length() < LONGEST_TEXT;
        return node.isMissingNode()
                || switch (member) {
                    case "enabled" -> node.isBoolean();
                    case "id" -> node.isNull() || isShort;
                    default -> isShort;
                };
    }

    private static String listed(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }
}
