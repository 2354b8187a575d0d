package dev.outlay.budget.analysis;

import static dev.outlay.budget.analysis.QueryJson.member;
import static dev.outlay.budget.analysis.QueryJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a query in every dialect of it (azure-rest-contract.md section 3): names and words in any casing, {@code Tag} and {@code TagKey}, {@code direction} and
 * {@code querySortingDirection}. What it refuses it refuses in Azure's words, listing what is valid.
 */
public final class CostQuestionJson {

    private static final int MOST_MEASURES = 2;
    private static final int MOST_GROUPINGS = 2;
    private static final int MOST_COLUMNS = 10;
    private static final int MOST_DAYS = 3_700;
    private static final List<String> TYPES = List.of("Usage", "ActualCost", "AmortizedCost");
    private static final List<String> GROUPING_TYPES = List.of("Dimension", "TagKey", "Tag");

    private final PriceView prices;

    private CostQuestionJson(PriceView prices) {
        this.prices = prices;
    }

    /**
     * Reads a question; fails with a refusal.
     *
     * @param kind of the scope at which it is asked: not everything can be asked everywhere
     * @param today in UTC
     */
    public static CostQuestion read(JsonNode body, ScopeKind kind, LocalDate today) {
        return new CostQuestionJson(kind.priceView()).question(body, today);
    }

    private CostQuestion question(JsonNode body, LocalDate today) {
        Metric metric = metric(text(body, "type"));
        Days days = days(body, today);
        JsonNode dataset = member(body, "dataset");
        if (!dataset.isObject()) {
            throw InvalidQuery.missing("Dataset");
        }
        Granularity granularity = granularity(dataset);
        Aggregations aggregations = Aggregations.read(member(dataset, "aggregation"), MOST_MEASURES, prices);
        List<Grouping> groupings = groupings(member(dataset, "grouping"));
        Set<CostMeasure> measures = new LinkedHashSet<>(aggregations.measures());
        if (measures.isEmpty() && groupings.isEmpty()) {
            groupings = columns(member(member(dataset, "configuration"), "columns"), measures);
        }
        if (measures.isEmpty()) {
            measures.add(CostMeasure.PRE_TAX_COST);
        }
        CostQuestion unsorted = new CostQuestion(
                metric,
                days,
                granularity,
                currency(dataset),
                List.copyOf(measures),
                groupings,
                QueryFilterJson.read(dataset, prices),
                List.of());
        return SortingJson.sorted(unsorted, member(dataset, "sorting"), aggregations);
    }

    private static Metric metric(String type) {
        if (type.equalsIgnoreCase("AmortizedCost")) {
            return Metric.AMORTIZED;
        }
        if (TYPES.stream().noneMatch(type::equalsIgnoreCase)) {
            throw InvalidQuery.notOneOf("query type", type, TYPES);
        }
        return Metric.ACTUAL;
    }

    private static Days days(JsonNode body, LocalDate today) {
        Timeframe timeframe = Timeframe.named(text(body, "timeframe"));
        return timeframe.days(today).orElseGet(() -> custom(member(body, "timePeriod")));
    }

    private static Days custom(JsonNode period) {
        LocalDate from = QueryJson.day(text(period, "from"));
        LocalDate to = QueryJson.day(text(period, "to"));
        if (from == null || to == null) {
            throw InvalidQuery.invalid(
                    "Invalid time period: with the timeframe Custom, 'timePeriod' needs 'from' and 'to', the first and"
                            + " the last day (UTC), such as 2026-11-01T00:00:00Z.");
        }
        if (to.isBefore(from)) {
            throw InvalidQuery.invalid("Invalid time period: 'from' must not be after 'to'.");
        }
        if (to.isAfter(from.plusDays(MOST_DAYS))) {
            throw InvalidQuery.invalid("Invalid time period: it is longer than " + MOST_DAYS + " days.");
        }
        return new Days(from, to);
    }

    private static Granularity granularity(JsonNode dataset) {
        JsonNode given = member(dataset, "granularity");
        if (given.isMissingNode()) {
            return Granularity.NONE;
        }
        for (Granularity granularity : Granularity.values()) {
            if (given.isTextual() && granularity.label().equalsIgnoreCase(given.textValue())) {
                return granularity;
            }
        }
        throw InvalidQuery.notOneOf(
                "dataset granularity",
                given.asText(),
                Arrays.stream(Granularity.values()).map(Granularity::label).toList());
    }

    /** Outlay's own: Azure's portal lets people choose it, and its query has no word for it. */
    private static @Nullable String currency(JsonNode dataset) {
        JsonNode given = member(dataset, "currency");
        if (given.isMissingNode()) {
            return null;
        }
        String code = given.asText().toUpperCase(Locale.ROOT);
        if (!given.isTextual() || code.length() != 3 || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw InvalidQuery.invalid(
                    "Invalid dataset currency: it must be the code of a billing currency, such as EUR.");
        }
        return code;
    }

    private List<Grouping> groupings(JsonNode given) {
        if (given.isMissingNode()) {
            return List.of();
        }
        if (!given.isArray() || given.size() > MOST_GROUPINGS) {
            throw InvalidQuery.invalid(
                    "Invalid dataset grouping: it must be an array of at most " + MOST_GROUPINGS + " groupings.");
        }
        List<Grouping> groupings = new ArrayList<>();
        given.forEach(each -> groupings.add(grouping(each)));
        return groupings.stream().distinct().toList();
    }

    private Grouping grouping(JsonNode given) {
        String type = text(given, "type");
        String name = text(given, "name");
        if (type.equalsIgnoreCase("Dimension")) {
            return Grouping.by(Subjects.dimension("grouping", name, prices));
        }
        if (GROUPING_TYPES.stream().noneMatch(type::equalsIgnoreCase)) {
            throw InvalidQuery.notOneOf("dataset grouping type", type, GROUPING_TYPES);
        }
        return new Grouping(new Subject.OfTag(Subjects.tag(name)), type.equalsIgnoreCase("TagKey"));
    }

    /**
     * The columns that a query without aggregation and grouping lists: measures, added to the given ones, and dimensions, by which it is grouped then. Where it lists none, it is grouped by resource group,
     * as in Azure's examples.
     */
    private List<Grouping> columns(JsonNode given, Set<CostMeasure> measures) {
        if (given.isMissingNode() || (given.isArray() && given.isEmpty())) {
            return List.of(Grouping.by(Dimension.RESOURCE_GROUP));
        }
        if (!given.isArray() || given.size() > MOST_COLUMNS) {
            throw InvalidQuery.invalid(
                    "Invalid dataset configuration columns: they must be an array of at most " + MOST_COLUMNS + ".");
        }
        List<Grouping> groupings = new ArrayList<>();
        for (JsonNode column : given) {
            String name = column.asText();
            CostMeasure.named(name)
                    .filter(measure -> Aggregations.isSeen(measure, prices))
                    .ifPresentOrElse(measures::add, () -> {
                        if (!SortingJson.isTimeOrCurrency(name)) {
                            groupings.add(Grouping.by(Subjects.dimension("configuration columns", name, prices)));
                        }
                    });
        }
        return groupings.stream().distinct().toList();
    }
}
