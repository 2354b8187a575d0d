package dev.outlay.budget.analysis;

import static dev.outlay.budget.analysis.QueryJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.scope.PriceView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sums that a query asks for.
 *
 * @param byAlias what its author calls each, in lower case, in the author's order
 */
record Aggregations(Map<String, CostMeasure> byAlias) {

    /** Fails with a refusal. */
    static Aggregations read(JsonNode given, int most, PriceView prices) {
        if (given.isMissingNode()) {
            return new Aggregations(Map.of());
        }
        if (!given.isObject() || given.size() > most) {
            throw InvalidQuery.invalid(
                    "Invalid dataset aggregation: it must be an object of at most " + most + " aggregations.");
        }
        Map<String, CostMeasure> byAlias = new LinkedHashMap<>();
        given.properties()
                .forEach(member ->
                        byAlias.put(member.getKey().toLowerCase(Locale.ROOT), measure(member.getValue(), prices)));
        return new Aggregations(byAlias);
    }

    /** Each once, in the author's order. */
    List<CostMeasure> measures() {
        return byAlias.values().stream().distinct().toList();
    }

    Optional<CostMeasure> called(String alias) {
        return Optional.ofNullable(byAlias.get(alias.toLowerCase(Locale.ROOT)));
    }

    /** At retail, a charge's cost in US dollars is not kept: its dollars are those of the invoice, which nobody may see there. */
    static boolean isSeen(CostMeasure measure, PriceView prices) {
        return prices == PriceView.INVOICED || !measure.isInDollars();
    }

    private static CostMeasure measure(JsonNode given, PriceView prices) {
        String name = text(given, "name");
        String function = text(given, "function");
        if (!function.equalsIgnoreCase("Sum")) {
            throw InvalidQuery.notOneOf("dataset aggregation function", function, List.of("Sum"));
        }
        return CostMeasure.named(name)
                .filter(measure -> isSeen(measure, prices))
                .orElseThrow(() -> InvalidQuery.notOneOf(
                        "dataset aggregation",
                        name,
                        Arrays.stream(CostMeasure.values())
                                .filter(measure -> isSeen(measure, prices))
                                .map(CostMeasure::label)
                                .toList()));
    }
}
