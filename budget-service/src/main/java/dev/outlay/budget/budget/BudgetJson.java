package dev.outlay.budget.budget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.scope.PriceView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a budget's body (azure-rest-contract.md section 2). Every problem of form is found, not only the first; what the values mean is judged by
 * {@link BudgetRules}.
 */
public final class BudgetJson {

    private static final int MAX_INTEGER_DIGITS = 20;
    private static final int MAX_FRACTION_DIGITS = 18;
    private static final int DEFAULT_YEARS = 10;

    /** Of a day as ISO 8601 writes it, with which every date and time begins. */
    private static final int DAY_LENGTH = 10;

    private BudgetJson() {}

    /**
     * Reads the body of a PUT.
     *
     * @param grammar of the api version under which it was sent
     * @param prices how charges are seen at the scope of the budget
     */
    public static BudgetRequest read(JsonNode body, FilterGrammar grammar, PriceView prices) {
        List<String> problems = new ArrayList<>();
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            return nothing("The body needs an object 'properties'.");
        }
        ObjectNode timePeriod = timePeriod(properties, problems);
        TimeGrain grain = grain(properties, problems);
        LocalDate start = timePeriod == null ? null : day(timePeriod, "startDate", problems);
        LocalDate end = timePeriod == null || start == null ? null : end(timePeriod, grain, problems);
        Filtered filtered = filtered(properties, grammar, prices, problems);
        JsonNode notifications = properties.path("notifications");
        JsonNode periodAmounts = properties.path("periodAmounts");
        String category = category(properties, grammar, problems);
        return new BudgetRequest(
                category,
                amount(properties.path("amount"), "properties.amount", problems),
                PeriodAmountsJson.read(periodAmounts, problems),
                periodAmounts.isObject() ? periodAmounts.toString() : null,
                grain,
                "usage".equalsIgnoreCase(category)
                        ? quantity(properties, problems)
                        : metric(properties.path("metric"), problems),
                start,
                end,
                timePeriod == null ? null : timePeriod.toString(),
                filtered.filter(),
                filtered.text(),
                NotificationsJson.read(notifications, problems),
                notifications.isObject() ? notifications.toString() : "{}",
                eTag(body, problems),
                null,
                problems);
    }

    private static BudgetRequest nothing(String problem) {
        return new BudgetRequest(
                null,
                null,
                Map.of(),
                null,
                null,
                Metric.ACTUAL,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "{}",
                null,
                null,
                List.of(problem));
    }

    /**
     * What a budget filters by.
     *
     * @param filter null for nothing, or after a problem was added
     * @param text as the database keeps it; null for nothing
     */
    private record Filtered(
            @Nullable CostFilter filter, @Nullable String text) {}

    private static Filtered filtered(
            JsonNode properties, FilterGrammar grammar, PriceView prices, List<String> problems) {
        JsonNode filter = properties.path("filter");
        JsonNode old = properties.path(OldFilters.MEMBER);
        if (properties.hasNonNull(OldFilters.MEMBER)) {
            // At billing scopes there never were any budgets of that form.
            if (grammar != FilterGrammar.WITH_USAGE || prices == PriceView.INVOICED) {
                problems.add(
                        "Invalid budget configuration, please use filter interface with 2019-05-01-preview version");
                return new Filtered(null, null);
            }
            if (properties.hasNonNull("filter")) {
                problems.add("'properties' must hold only one of filter and filters.");
                return new Filtered(null, null);
            }
            ObjectNode same = OldFilters.asFilter(old, problems);
            return same == null
                    ? new Filtered(null, null)
                    : new Filtered(
                            new FilterJson(grammar, prices).read(same, "properties.filters", problems),
                            OldFilters.kept(old));
        }
        return filter.isMissingNode() || filter.isNull()
                ? new Filtered(null, null)
                : new Filtered(
                        new FilterJson(grammar, prices).read(filter, "properties.filter", problems), filter.toString());
    }

    private static @Nullable String category(JsonNode properties, FilterGrammar grammar, List<String> problems) {
        JsonNode category = properties.path("category");
        if (category.isTextual()
                && (category.textValue().equalsIgnoreCase("cost")
                        || (category.textValue().equalsIgnoreCase("usage") && grammar == FilterGrammar.WITH_USAGE))) {
            return category.textValue();
        }
        problems.add(
                switch (category.asText("").toLowerCase(Locale.ROOT)) {
                    case "usage" ->
                        "'properties.category' must be Cost. Category Usage exists only in the api-versions "
                                + FilterGrammar.VERSIONS_WITH_USAGE + " of Microsoft.Consumption.";
                    default ->
                        "'properties.category' must be Cost"
                                + (grammar == FilterGrammar.WITH_USAGE ? " or Usage." : ".");
                });
        return null;
    }

    /** Outlay's own: Azure's budgets watch what was billed and have no such member. */
    private static Metric metric(JsonNode metric, List<String> problems) {
        if (metric.isMissingNode() || metric.isNull()) {
            return Metric.ACTUAL;
        }
        for (Metric known : List.of(Metric.ACTUAL, Metric.AMORTIZED)) {
            if (metric.isTextual() && metric.textValue().equalsIgnoreCase(known.label())) {
                return known;
            }
        }
        problems.add("'properties.metric' must be Actual or Amortized.");
        return Metric.ACTUAL;
    }

    private static Metric quantity(JsonNode properties, List<String> problems) {
        if (properties.hasNonNull("metric")) {
            problems.add("'properties.metric' has no place in a budget of category Usage: it chooses between two costs,"
                    + " and such a budget counts a quantity.");
        }
        return Metric.USAGE;
    }

    static @Nullable BigDecimal amount(JsonNode amount, String path, List<String> problems) {
        if (!amount.isNumber()) {
            problems.add("'" + path + "' is required: a number greater than 0.");
            return null;
        }
        BigDecimal value = amount.decimalValue();
        if (value.signum() <= 0) {
            problems.add("'" + path + "' must be greater than 0.");
            return null;
        }
        return bounded(value, path, problems);
    }

    /** An amount with the digits that are kept; null after a problem was added. */
    static @Nullable BigDecimal bounded(BigDecimal value, String path, List<String> problems) {
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits > MAX_INTEGER_DIGITS || value.stripTrailingZeros().scale() > MAX_FRACTION_DIGITS) {
            problems.add("'" + path + "' must have at most " + MAX_INTEGER_DIGITS + " integer and "
                    + MAX_FRACTION_DIGITS + " fraction digits.");
            return null;
        }
        return value.scale() > MAX_FRACTION_DIGITS ? value.setScale(MAX_FRACTION_DIGITS) : value;
    }

    private static @Nullable TimeGrain grain(JsonNode properties, List<String> problems) {
        JsonNode grain = properties.path("timeGrain");
        if (grain.isTextual()) {
            TimeGrain known = TimeGrain.named(grain.textValue()).orElse(null);
            if (known != null) {
                return known;
            }
            if (grain.textValue().toLowerCase(Locale.ROOT).startsWith("billing")) {
                problems.add("'properties.timeGrain' " + JsonText.shown(grain.textValue())
                        + " is only for subscriptions that are billed directly; use Monthly, Quarterly or Annually.");
                return null;
            }
        }
        problems.add("'properties.timeGrain' must be one of " + TimeGrain.labels() + ".");
        return null;
    }

    /** First and last day, each with time and offset also where it was sent without; null after a problem was added. */
    static @Nullable ObjectNode timePeriod(JsonNode properties, List<String> problems) {
        if (!(properties.path("timePeriod") instanceof ObjectNode sent)) {
            problems.add("'properties.timePeriod' is required: an object with startDate and, if wanted, endDate.");
            return null;
        }
        ObjectNode timePeriod = sent.deepCopy();
        for (String name : List.of("startDate", "endDate")) {
            if (timePeriod.path(name).isTextual()) {
                timePeriod.put(name, JsonText.completed(timePeriod.path(name).textValue()));
            }
        }
        return timePeriod;
    }

    /** The last day: ten years after the first where it is missing, written as the first was; a single period needs one. */
    private static @Nullable LocalDate end(ObjectNode timePeriod, @Nullable TimeGrain grain, List<String> problems) {
        if (!timePeriod.hasNonNull("endDate")) {
            if (grain == TimeGrain.CUSTOM) {
                problems.add("'properties.timePeriod.endDate' is required with time grain Custom: the last day of its"
                        + " period.");
                return null;
            }
            putEnd(timePeriod, DEFAULT_YEARS);
        }
        return day(timePeriod, "endDate", problems);
    }

    /** Adds a last day so many years after the first, written as that was. */
    static void putEnd(ObjectNode timePeriod, int years) {
        String start = timePeriod.path("startDate").asText();
        LocalDate written = LocalDate.parse(start.substring(0, DAY_LENGTH));
        timePeriod.put("endDate", written.plusYears(years) + start.substring(DAY_LENGTH));
    }

    static @Nullable LocalDate day(ObjectNode timePeriod, String name, List<String> problems) {
        JsonNode node = timePeriod.path(name);
        LocalDate day = node.isTextual() ? JsonText.day(node.textValue()) : null;
        if (day == null) {
            problems.add("'properties.timePeriod." + name + "' must be a date such as 2026-10-01T00:00:00Z.");
        }
        return day;
    }

    static @Nullable String eTag(JsonNode body, List<String> problems) {
        JsonNode eTag = body.has("eTag") ? body.path("eTag") : body.path("etag");
        if (eTag.isMissingNode() || eTag.isNull()) {
            return null;
        }
        if (!eTag.isTextual()) {
            problems.add("'eTag' must be a text.");
            return null;
        }
        String text = eTag.textValue().replace("\"", "");
        return text.isEmpty() ? null : text;
    }
}
