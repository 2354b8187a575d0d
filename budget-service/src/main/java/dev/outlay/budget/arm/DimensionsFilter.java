package dev.outlay.budget.arm;

import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.analysis.DimensionQuestion;
import dev.outlay.budget.analysis.QueryFilter;
import dev.outlay.budget.analysis.Subject;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.dimension.AzuresChargeType;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.PriceView;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of OData's {@code $filter} that dimensions understand: {@code properties/category eq '...'}, {@code properties/usageStart ge '...'}, {@code properties/usageEnd le '...'}, and what was
 * chosen already as {@code properties/{dimension} eq '...'}, several joined by {@code and}. Of one dimension that is named several times any of the values is meant. Read once, from left to right.
 */
final class DimensionsFilter {

    private static final int LONGEST = 4_096;
    private static final int LONGEST_PERIOD = 3_700;
    private static final String PROPERTIES = "properties/";

    private final PriceView prices;
    private final ODataText text;
    private final Map<Dimension, List<String>> chosen = new EnumMap<>(Dimension.class);
    private final List<Dimension> categories = new ArrayList<>();
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;
    private final LocalDate today;

    private DimensionsFilter(String text, PriceView prices, LocalDate today) {
        this.text = new ODataText(text, DimensionsFilter::unsupported);
        this.prices = prices;
        this.today = today;
    }

    /**
     * Fails with a refusal. An empty text asks for every dimension, of this month to date.
     *
     * @param prices what may be asked for depends on them
     * @param today in UTC
     */
    static DimensionsFilter read(String text, PriceView prices, LocalDate today) {
        if (text.length() > LONGEST || !JsonText.isStorable(text)) {
            throw unsupported();
        }
        DimensionsFilter filter = new DimensionsFilter(text, prices, today);
        if (!text.isBlank()) {
            filter.clauses();
        }
        return filter;
    }

    /** What it asks for. */
    DimensionQuestion question(boolean withValues, int offset, int limit) {
        LocalDate to = last == null ? today : last;
        LocalDate from = first == null ? to.withDayOfMonth(1) : first;
        if (to.isBefore(from) || to.isAfter(from.plusDays(LONGEST_PERIOD))) {
            throw Refusal.badRequest("usageStart must not be after usageEnd, nor more than " + LONGEST_PERIOD
                            + " days before it.")
                    .exception();
        }
        List<QueryFilter> leaves = new ArrayList<>();
        chosen.forEach((dimension, values) ->
                leaves.add(new QueryFilter.Leaf(new Subject.OfDimension(dimension), QueryFilter.Operator.IN, values)));
        return new DimensionQuestion(
                new Days(from, to),
                categories.isEmpty() ? Dimension.seen(prices) : categories,
                leaves.isEmpty() ? null : new QueryFilter.And(leaves),
                withValues,
                offset,
                limit);
    }

    private void clauses() {
        clause();
        while (!text.isAtEnd()) {
            text.word("and");
            clause();
        }
    }

    private void clause() {
        text.word(PROPERTIES);
        String property = text.name();
        String operator = text.name().toLowerCase(Locale.ROOT);
        String value = text.value();
        switch (property.toLowerCase(Locale.ROOT)) {
            case "category" -> {
                require(operator.equals("eq"));
                Dimension category = dimension(value);
                if (!categories.contains(category)) {
                    categories.add(category);
                }
            }
            case "usagestart" -> {
                require(operator.equals("ge") || operator.equals("gt") || operator.equals("eq"));
                first = operator.equals("gt") ? day(value).plusDays(1) : day(value);
            }
            case "usageend" -> {
                require(operator.equals("le") || operator.equals("lt") || operator.equals("eq"));
                last = operator.equals("lt") ? day(value).minusDays(1) : day(value);
            }
            default -> {
                require(operator.equals("eq"));
                choose(dimension(property), value);
            }
        }
    }

    private void choose(Dimension dimension, String value) {
        require(dimension != Dimension.BILLING_MONTH);
        if (dimension == Dimension.CHARGE_TYPE && AzuresChargeType.isOne(value)) {
            throw Refusal.badRequest(
                            "The filter asks for a charge type that no charge says: " + AzuresChargeType.REFUSAL)
                    .exception();
        }
        chosen.computeIfAbsent(dimension, unused -> new ArrayList<>()).add(dimension.normalised(value));
    }

    private Dimension dimension(String name) {
        return Dimension.named(name)
                .filter(dimension -> dimension.isSeen(prices))
                .orElseThrow(() -> Refusal.badRequest(
                                "The filter names no dimension that there is at this scope; valid values: "
                                        + Dimension.seen(prices).stream()
                                                .map(dimension -> "'" + dimension.label() + "'")
                                                .collect(Collectors.joining(","))
                                        + ".")
                        .exception());
    }

    /** A day, or the day in which a time begins as it is written. */
    private static LocalDate day(String value) {
        try {
            LocalDate day = LocalDate.parse(value.substring(0, Math.min(10, value.length())));
            if (day.getYear() >= 1900 && day.getYear() <= 9000) {
                return day;
            }
        } catch (DateTimeException malformed) {
            // Answered below, as a day that nobody can read.
        }
        throw Refusal.badRequest("usageStart and usageEnd must be days (UTC), such as '2026-11-01'.")
                .exception();
    }

    private static void require(boolean supported) {
        if (!supported) {
            throw unsupported();
        }
    }

    private static RuntimeException unsupported() {
        return Refusal.badRequest("The filter is not supported. Supported are properties/category eq '{dimension}',"
                        + " properties/usageStart ge '{day}', properties/usageEnd le '{day}',"
                        + " properties/{dimension} eq '{value}' except for BillingMonth, and several of them with"
                        + " 'and'.")
                .exception();
    }
}
