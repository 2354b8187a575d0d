package dev.outlay.budget.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.dimension.AzuresChargeType;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query's filter: {@code and}, {@code or}, {@code not}, and leaves on a dimension or a tag, spelled as one or as several ({@code dimension}, {@code dimensions}). What a filter may
 * hold is bounded, since every part of it is work.
 */
final class QueryFilterJson {

    private static final int DEEPEST = 8;
    private static final int MOST_LEAVES = 100;
    private static final int MOST_VALUES = 5_000;
    private static final int MOST_PARTS_OF_VALUES = 100;
    private static final int LONGEST_VALUE = 2_048;

    private final PriceView prices;
    private int leaves;
    private int values;

    private QueryFilterJson(PriceView prices) {
        this.prices = prices;
    }

    /** The filter in a dataset; null where it has none. Fails with a refusal. */
    static @Nullable QueryFilter read(JsonNode dataset, PriceView prices) {
        JsonNode filter = QueryJson.member(dataset, "filter");
        return filter.isMissingNode() || (filter.isObject() && filter.isEmpty())
                ? null
                : new QueryFilterJson(prices).filter(filter, 1);
    }

    private QueryFilter filter(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw InvalidQuery.invalid("Invalid dataset filter: it is nested deeper than " + DEEPEST + " levels.");
        }
        JsonNode and = QueryJson.member(node, "and");
        JsonNode or = QueryJson.member(node, "or");
        JsonNode not = QueryJson.member(node, "not");
        JsonNode dimension = either(node, "dimensions", "dimension");
        JsonNode tag = either(node, "tags", "tag");
        long given = List.of(and, or, not, dimension, tag).stream()
                .filter(part -> !part.isMissingNode())
                .count();
        if (given != 1) {
            throw InvalidQuery.invalid(
                    "Invalid dataset filter: each part of it needs exactly one of 'and', 'or', 'not', 'dimensions', 'tags'.");
        }
        if (!and.isMissingNode()) {
            return new QueryFilter.And(parts(and, "and", depth));
        }
        if (!or.isMissingNode()) {
            return new QueryFilter.Or(parts(or, "or", depth));
        }
        if (!not.isMissingNode()) {
            return new QueryFilter.Not(filter(not, depth + 1));
        }
        return leaf(dimension, tag);
    }

    private static JsonNode either(JsonNode node, String plural, String singular) {
        JsonNode found = QueryJson.member(node, plural);
        return found.isMissingNode() ? QueryJson.member(node, singular) : found;
    }

    private List<QueryFilter> parts(JsonNode node, String word, int depth) {
        if (!node.isArray() || node.size() < 2) {
            throw InvalidQuery.invalid("Invalid dataset filter: '" + word + "' needs at least two parts.");
        }
        if (node.size() > MOST_LEAVES) {
            throw tooManyLeaves();
        }
        List<QueryFilter> parts = new ArrayList<>();
        node.forEach(part -> parts.add(filter(part, depth + 1)));
        return parts;
    }

    private QueryFilter leaf(JsonNode dimension, JsonNode tag) {
        leaves++;
        if (leaves > MOST_LEAVES) {
            throw tooManyLeaves();
        }
        boolean isTag = dimension.isMissingNode();
        JsonNode leaf = isTag ? tag : dimension;
        String what = isTag ? "Tag" : "Dimension";
        String name = QueryJson.text(leaf, "name");
        Subject subject = isTag
                ? new Subject.OfTag(Subjects.tag(name))
                : new Subject.OfDimension(Subjects.dimension("filter", name, prices));
        QueryFilter.Operator operator = operator(QueryJson.text(leaf, "operator"));
        String message = "Invalid dataset filter on " + what + " column '" + InvalidQuery.shown(name)
                + "'; comparison expression values ";
        List<String> compared = values(leaf, message, operator);
        if (subject.equals(new Subject.OfDimension(Dimension.CHARGE_TYPE))) {
            requireSaid(compared, message);
        }
        return new QueryFilter.Leaf(
                subject,
                operator,
                subject instanceof Subject.OfDimension it
                        ? compared.stream().map(it.dimension()::normalised).toList()
                        : compared);
    }

    /** What finds nothing, or under a not everything, must not look like an answer. */
    private static void requireSaid(List<String> chargeTypes, String message) {
        for (String value : chargeTypes) {
            if (AzuresChargeType.isOne(value)) {
                throw InvalidQuery.invalid(message + "hold '" + InvalidQuery.shown(value) + "', which no charge says: "
                        + AzuresChargeType.REFUSAL);
            }
        }
    }

    private static QueryFilter.Operator operator(String given) {
        for (QueryFilter.Operator operator : QueryFilter.Operator.values()) {
            if (operator.label().equalsIgnoreCase(given)) {
                return operator;
            }
        }
        throw InvalidQuery.notOneOf(
                "dataset filter operator",
                given,
                Arrays.stream(QueryFilter.Operator.values())
                        .map(QueryFilter.Operator::label)
                        .toList());
    }

    private List<String> values(JsonNode leaf, String message, QueryFilter.Operator operator) {
        JsonNode given = QueryJson.member(leaf, "values");
        if (!given.isArray() || given.isEmpty()) {
            throw InvalidQuery.invalid(message + "is missing or empty.");
        }
        values += given.size();
        boolean isPart = operator == QueryFilter.Operator.CONTAINS;
        if (values > MOST_VALUES || (isPart && given.size() > MOST_PARTS_OF_VALUES)) {
            throw InvalidQuery.invalid(message + "are too many: a filter holds at most " + MOST_VALUES
                    + ", a comparison by Contains at most " + MOST_PARTS_OF_VALUES + ".");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : given) {
            if (!value.isTextual()
                    || value.textValue().length() > LONGEST_VALUE
                    || (isPart && value.textValue().isEmpty())) {
                throw InvalidQuery.invalid(message + "must be texts of at most " + LONGEST_VALUE
                        + " characters, and not empty where the operator is Contains.");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    private static RuntimeException tooManyLeaves() {
        return InvalidQuery.invalid("Invalid dataset filter: it has more than " + MOST_LEAVES + " comparisons.");
    }
}
