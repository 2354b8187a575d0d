package dev.outlay.budget.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The views that are there without anybody having saved them (functional spec section 5): read like any other, and never overwritten. */
public enum BuiltInView {
    ACCUMULATED_COSTS("AccumulatedCosts", "Accumulated costs", "Area", true, null, EnumSet.allOf(ScopeKind.class)),
    DAILY_COSTS("DailyCosts", "Daily costs", "StackedColumn", false, null, EnumSet.allOf(ScopeKind.class)),
    COST_BY_SERVICE(
            "CostByService", "Cost by service", "StackedColumn", false, "ServiceName", EnumSet.allOf(ScopeKind.class)),
    COST_BY_RESOURCE(
            "CostByResource",
            "Cost by resource",
            "Table",
            false,
            "ResourceId",
            EnumSet.of(ScopeKind.SUBSCRIPTION, ScopeKind.RESOURCE_GROUP)),
    INVOICE_DETAILS(
            "InvoiceDetails",
            "Invoice details",
            "Table",
            false,
            "InvoiceId",
            EnumSet.of(ScopeKind.BILLING_ACCOUNT, ScopeKind.BILLING_PROFILE)),
    /** The smart view of partners: which customer costs what. */
    CUSTOMERS(
            "Customers",
            "Customers",
            "Table",
            false,
            "CustomerName",
            EnumSet.of(ScopeKind.BILLING_ACCOUNT, ScopeKind.BILLING_PROFILE));

    /** What their names begin with, so that no saved view can be taken for one. */
    public static final String PREFIX = "ms:";

    private static final int DAYS = 30;
    private static final int MONTHS = 3;

    private final String word;
    private final String title;
    private final String chart;
    private final boolean accumulated;
    private final @Nullable String grouping;
    private final Set<ScopeKind> kinds;

    BuiltInView(
            String word,
            String title,
            String chart,
            boolean accumulated,
            @Nullable String grouping,
            Set<ScopeKind> kinds) {
        this.word = word;
        this.title = title;
        this.chart = chart;
        this.accumulated = accumulated;
        this.grouping = grouping;
        this.kinds = kinds;
    }

    /** The name under which it is read. */
    public String viewName() {
        return PREFIX + word;
    }

    /** Those that make sense at a kind of scope. */
    public static List<BuiltInView> at(ScopeKind kind) {
        return Arrays.stream(values()).filter(view -> view.kinds.contains(kind)).toList();
    }

    /** One of those at a kind of scope by its name, in any casing. */
    public static Optional<BuiltInView> named(ScopeKind kind, String name) {
        return at(kind).stream()
                .filter(view -> view.viewName().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * Its properties, as a saved view has them.
     *
     * @param scope ARM id of the scope at which it is read
     * @param today in UTC; views of the last days and months name the days that are meant now
     */
    public ObjectNode properties(String scope, LocalDate today) {
        ObjectNode properties =
                JsonNodeFactory.instance.objectNode().put("displayName", title).put("scope", scope);
        ObjectNode query = properties.putObject("query").put("type", "ActualCost");
        period(properties, query, today);
        ObjectNode dataset =
                query.putObject("dataSet").put("granularity", this == COST_BY_SERVICE ? "Monthly" : "Daily");
        dataset.putObject("aggregation")
                .putObject("totalCost")
                .put("name", "Cost")
                .put("function", "Sum");
        if (grouping != null) {
            dataset.putArray("grouping").addObject().put("type", "Dimension").put("name", grouping);
        }
        query.put("includeMonetaryCommitment", false);
        properties
                .put("chart", chart)
                .put("accumulated", Boolean.toString(accumulated))
                .put("metric", "ActualCost");
        kpis(properties);
        pivots(properties);
        return properties;
    }

    private void period(ObjectNode properties, ObjectNode query, LocalDate today) {
        switch (this) {
            case DAILY_COSTS -> custom(properties, query, "Last30Days", today.minusDays(DAYS - 1L), today);
            case COST_BY_SERVICE ->
                custom(properties, query, "Last3Months", today.withDayOfMonth(1).minusMonths(MONTHS - 1L), today);
            case INVOICE_DETAILS -> query.put("timeframe", "TheLastMonth");
            default -> query.put("timeframe", "MonthToDate");
        }
    }

    private static void custom(ObjectNode properties, ObjectNode query, String range, LocalDate first, LocalDate last) {
        properties.put("dateRange", range);
        query.put("timeframe", "Custom")
                .putObject("timePeriod")
                .put("from", first + "T00:00:00Z")
                .put("to", last + "T00:00:00Z");
    }

    private static void kpis(ObjectNode properties) {
        var kpis = properties.putArray("kpis");
        for (String type : List.of("Forecast", "Budget")) {
            kpis.addObject().put("type", type).putNull("id").put("enabled", true);
        }
    }

    /** The three smaller charts beside the large one. */
    private static void pivots(ObjectNode properties) {
        var pivots = properties.putArray("pivots");
        for (String name : List.of("ServiceName", "ResourceLocation", "ResourceGroupName")) {
            pivots.addObject().put("type", "Dimension").put("name", name);
        }
    }
}
