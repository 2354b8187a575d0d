package dev.outlay.budget.analysis;

import static dev.outlay.budget.analysis.QueryJson.member;
import static dev.outlay.budget.analysis.QueryJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.dimension.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads how a query wants its rows sorted: by any column of its answer, or by what its author calls an aggregation. */
final class SortingJson {

    private static final int MOST = 10;
    private static final List<String> DIRECTIONS = List.of("Ascending", "Descending");
    private static final Set<String> TIMES = Set.of("usagedate", "billingmonth", "date");

    private SortingJson() {}

    /** The question, sorted; fails with a refusal. */
    static CostQuestion sorted(CostQuestion question, JsonNode given, Aggregations aggregations) {
        if (given.isMissingNode()) {
            return question;
        }
        if (!given.isArray() || given.size() > MOST) {
            throw InvalidQuery.invalid("Invalid dataset sorting: it must be an array of at most " + MOST + " columns.");
        }
        List<Sorting> sorting = new ArrayList<>();
        given.forEach(each -> sorting.add(one(question, each, aggregations)));
        return question.sortedBy(sorting);
    }

    /** Whether a name is that of a column that every answer has, or has by its granularity. */
    static boolean isTimeOrCurrency(String name) {
        return TIMES.stream().anyMatch(name::equalsIgnoreCase) || name.equalsIgnoreCase("Currency");
    }

    private static Sorting one(CostQuestion question, JsonNode given, Aggregations aggregations) {
        String name = text(given, "name");
        boolean descending = isDescending(given);
        for (int i = 0; i < question.measures().size(); i++) {
            CostMeasure measure = question.measures().get(i);
            if (measure.label().equalsIgnoreCase(name)
                    || aggregations.called(name).filter(measure::equals).isPresent()) {
                return new Sorting(Sorting.By.MEASURE, i, descending);
            }
        }
        for (int i = 0; i < question.groupings().size(); i++) {
            if (isNamed(question.groupings().get(i), name)) {
                return new Sorting(Sorting.By.GROUPING, i, descending);
            }
        }
        if (name.equalsIgnoreCase("Currency")) {
            return new Sorting(Sorting.By.CURRENCY, 0, descending);
        }
        if (question.granularity() != Granularity.NONE && isTimeOrCurrency(name)) {
            return new Sorting(Sorting.By.TIME, 0, descending);
        }
        throw InvalidQuery.notOneOf(
                "dataset sorting",
                name,
                question.columns().stream().map(QueryColumn::name).toList());
    }

    private static boolean isNamed(Grouping grouping, String name) {
        return switch (grouping.subject()) {
            case Subject.OfDimension it -> it.dimension().label().equalsIgnoreCase(name);
            case Subject.OfSaidInvoice said -> Dimension.INVOICE_ID.label().equalsIgnoreCase(name);
            case Subject.OfTag tag ->
                tag.name().equalsIgnoreCase(name) || (grouping.keyed() && name.equalsIgnoreCase("TagValue"));
        };
    }

    private static boolean isDescending(JsonNode given) {
        JsonNode direction = member(given, "direction");
        if (direction.isMissingNode()) {
            direction = member(given, "querySortingDirection");
        }
        String word = direction.asText();
        if (!direction.isMissingNode() && DIRECTIONS.stream().noneMatch(word::equalsIgnoreCase)) {
            throw InvalidQuery.notOneOf("dataset sorting direction", word, DIRECTIONS);
        }
        return word.equalsIgnoreCase("Descending");
    }
}
