package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.forecast.RecurringPurchases.Purchase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What days gone by cost, as a forecast learns from them: usage by day, and the purchases that say that they recur. Corrections, refunds and what was bought once are not in it.
 *
 * @param series by group and currency, in that order
 */
public record CostHistory(List<Series> series) {

    /** Beside the groups of the question, purchases are told apart by these. */
    static final List<Dimension> BOUGHT = List.of(
            Dimension.FREQUENCY,
            Dimension.CUSTOMER_TENANT_ID,
            Dimension.SUBSCRIPTION_ID,
            Dimension.PRODUCT_ORDER_ID,
            Dimension.PRODUCT,
            Dimension.METER,
            Dimension.RESERVATION_ID);

    private static final String RECURRING = "Recurring";

    /**
     * One group in one currency. Lists have an element for each measure of the question.
     *
     * @param groups a value for each grouping
     * @param currency ISO 4217
     * @param usage amounts of days with usage, UTC
     */
    public record Series(
            List<String> groups,
            String currency,
            List<NavigableMap<LocalDate, BigDecimal>> usage,
            List<List<Purchase>> purchases) {}

    public CostHistory {
        series = List.copyOf(series);
    }

    /**
     * Puts rows together.
     *
     * @param usage by day and the question's groups
     * @param purchases by day, the question's groups and {@link #BOUGHT}
     */
    static CostHistory of(CostQuestion question, List<CostRow> usage, List<CostRow> purchases) {
        int groupings = question.groupings().size();
        int measures = question.measures().size();
        Map<String, Series> series = new TreeMap<>();
        for (CostRow row : usage) {
            Series one = find(series, row.groups(), row.currency(), measures);
            for (int i = 0; i < measures; i++) {
                one.usage().get(i).put(day(row), row.amounts().get(i));
            }
        }
        for (CostRow row : purchases) {
            List<String> bought = row.groups().subList(groupings, row.groups().size());
            if (bought.getFirst().equalsIgnoreCase(RECURRING)) {
                Series one = find(series, row.groups().subList(0, groupings), row.currency(), measures);
                for (int i = 0; i < measures; i++) {
                    one.purchases()
                            .get(i)
                            .add(new Purchase(
                                    key(bought), day(row), row.amounts().get(i)));
                }
            }
        }
        return new CostHistory(List.copyOf(series.values()));
    }

    private static LocalDate day(CostRow row) {
        return Objects.requireNonNull(row.time(), "history is read by day");
    }

    /** Values that differ in casing alone are one group, as in every answer. */
    private static Series find(Map<String, Series> series, List<String> groups, String currency, int measures) {
        return series.computeIfAbsent(key(groups) + "\n" + currency, unused -> {
            List<NavigableMap<LocalDate, BigDecimal>> usage = new ArrayList<>();
            List<List<Purchase>> purchases = new ArrayList<>();
            for (int i = 0; i < measures; i++) {
                usage.add(new TreeMap<>());
                purchases.add(new ArrayList<>());
            }
            return new Series(List.copyOf(groups), currency, usage, purchases);
        });
    }

    private static String key(List<String> values) {
        return String.join("\n", values).toLowerCase(Locale.ROOT);
    }
}
