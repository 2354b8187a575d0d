package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Periods;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.CountedMonths;
import dev.outlay.budget.ledger.Counting;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.Price;
import dev.outlay.budget.ledger.SeriesTarget;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From a description to the series that were asked for and that it matches. Series hang under their scope, and there under one value of the most selective part
 * of their filter, so what a charge costs depends on what it touches and not on how many series there are (DESIGN.md section 6, point 5). Many may match at once
 * while one thread adds or removes.
 */
final class SeriesMatcher {

    /** The series of one scope. */
    private static final class OfScope {
        int count;
        final List<WatchTable.Series> unfiltered = new CopyOnWriteArrayList<>();

        /** Filters that only say what does not count, or of which month: most charges match, or cannot be told apart by their description, so nothing is to be gained by an index. */
        final List<WatchTable.Series> unindexed = new CopyOnWriteArrayList<>();

        final Map<String, Map<String, List<WatchTable.Series>>> byDimension = new ConcurrentHashMap<>();
        final Map<String, Map<String, List<WatchTable.Series>>> byTag = new ConcurrentHashMap<>();
    }

    private final Map<Integer, OfScope> scopes = new ConcurrentHashMap<>();
    private final Map<Integer, WatchTable.Series> known = new ConcurrentHashMap<>();
    private final String partnerTenant;

    /** @param partnerTenant the partner's, by which filters may ask; empty when it is not configured */
    SeriesMatcher(String partnerTenant) {
        this.partnerTenant = partnerTenant;
    }

    /** @return whether the series was not known before */
    boolean add(WatchTable.Series series) {
        if (known.putIfAbsent(series.id(), series) != null) {
            return false;
        }
        OfScope scope = scopes.computeIfAbsent(series.scopeId(), unused -> new OfScope());
        scope.count++;
        if (series.filter() == null) {
            scope.unfiltered.add(series);
            return true;
        }
        switch (series.filter().mostSelective()) {
            case CostFilter.DimensionIn month when month.asksForTheMonth() -> scope.unindexed.add(series);
            case CostFilter.DimensionIn dimension ->
                dimension.values().forEach(value -> put(scope.byDimension, dimension.key(), value, series));
            case CostFilter.TagIn tag -> tag.values().forEach(value -> put(scope.byTag, tag.name(), value, series));
            case CostFilter.Not not -> scope.unindexed.add(series);
            case CostFilter.And and -> throw new IllegalStateException("the most selective part of a filter is a leaf");
        }
        return true;
    }

    /** @return whether the series was known before */
    boolean remove(int id) {
        WatchTable.Series series = known.remove(id);
        OfScope scope = series == null ? null : scopes.get(series.scopeId());
        if (series == null || scope == null) {
            return false;
        }
        if (--scope.count == 0) {
            scopes.remove(series.scopeId());
        }
        if (series.filter() == null) {
            scope.unfiltered.remove(series);
            return true;
        }
        switch (series.filter().mostSelective()) {
            case CostFilter.DimensionIn month when month.asksForTheMonth() -> scope.unindexed.remove(series);
            case CostFilter.DimensionIn dimension ->
                dimension.values().forEach(value -> take(scope.byDimension, dimension.key(), value, series));
            case CostFilter.TagIn tag -> tag.values().forEach(value -> take(scope.byTag, tag.name(), value, series));
            case CostFilter.Not not -> scope.unindexed.remove(series);
            case CostFilter.And and -> throw new IllegalStateException("the most selective part of a filter is a leaf");
        }
        return true;
    }

    /** No series is known. */
    void clear() {
        known.clear();
        scopes.clear();
    }

    /** All that charges of a description are added to, besides the months of their scopes. */
    List<SeriesTarget> match(DimensionSet set) {
        List<SeriesTarget> targets = new ArrayList<>();
        Counting counting = set.counting();
        DimensionSet.Places places = set.places();
        Asked asked = new Asked(set, partnerTenant);
        matchIn(places.account(), counting.account(), true, asked, targets::add);
        matchIn(places.profile(), counting.profile(), false, asked, targets::add);
        matchIn(places.customer(), counting.customer(), false, asked, targets::add);
        matchIn(places.subscription(), counting.rbac(), false, asked, targets::add);
        matchIn(places.resourceGroup(), counting.rbac(), false, asked, targets::add);
        return targets;
    }

    /** A description of which texts are read when the first filter asks for them. */
    private static final class Asked {
        private final DimensionSet set;
        private final String partnerTenant;
        private @Nullable Map<String, String> dimensions;
        private @Nullable Map<String, String> tags;

        Asked(DimensionSet set, String partnerTenant) {
            this.set = set;
            this.partnerTenant = partnerTenant;
        }

        Map<String, String> dimensions() {
            if (dimensions == null) {
                dimensions = Dimension.said(set.texts().dimensions(), partnerTenant);
            }
            return dimensions;
        }

        /** In which unit its charges say quantities: that of pricing, else that of consumption, as the ledger has the quantity. */
        @Nullable
        String unit() {
            String unit = dimensions().get(Column.PRICING_UNIT.columnName());
            return unit == null ? dimensions().get(Column.CONSUMED_UNIT.columnName()) : unit;
        }

        Map<String, String> tags() {
            if (tags == null) {
                tags = set.texts().tags();
            }
            return tags;
        }

        /** On which days charges of the description match; null for none. */
        @Nullable
        CountedMonths months(CostFilter filter) {
            String key = Dimension.BILLING_MONTH.key();
            Set<String> asked = filter.months();
            if (asked.isEmpty() || dimensions().containsKey(key)) {
                return filter.matches(dimensions(), tags()) ? CountedMonths.EVERY : null;
            }
            boolean others = filter.matches(dimensions(), tags());
            Map<String, String> ofMonth = new HashMap<>(dimensions());
            Set<YearMonth> apart = new HashSet<>();
            for (YearMonth month : months(asked)) {
                ofMonth.put(key, month.toString());
                if (filter.matches(ofMonth, tags()) != others) {
                    apart.add(month);
                }
            }
            return apart.isEmpty() && !others ? null : new CountedMonths(apart, !others);
        }

        /** What is no month is that of no charge. */
        private static List<YearMonth> months(Set<String> asked) {
            List<YearMonth> months = new ArrayList<>();
            for (String text : asked) {
                try {
                    months.add(YearMonth.parse(text));
                } catch (DateTimeException noMonth) {
                    // matches nothing
                }
            }
            return months;
        }
    }

    private void matchIn(
            @Nullable Integer scopeId, Price price, boolean dollars, Asked asked, Consumer<SeriesTarget> found) {
        OfScope scope = scopeId == null || price == Price.NONE ? null : scopes.get(scopeId);
        if (scope == null) {
            return;
        }
        Found target = (series, months) -> {
            boolean quantity = series.metric() == Metric.USAGE;
            if (!quantity || asked.set.counting().isOfUse()) {
                String unit = quantity ? asked.unit() : null;
                found.accept(
                        new SeriesTarget(series.id(), series.periods(), series.metric(), price, dollars, months, unit));
            }
        };
        scope.unfiltered.forEach(series -> target.accept(series, CountedMonths.EVERY));
        if (!scope.unindexed.isEmpty()) {
            matching(scope.unindexed, asked, target);
        }
        if (!scope.byDimension.isEmpty()) {
            candidates(scope.byDimension, asked.dimensions(), asked, target);
        }
        if (!scope.byTag.isEmpty()) {
            candidates(scope.byTag, asked.tags(), asked, target);
        }
    }

    private static void candidates(
            Map<String, Map<String, List<WatchTable.Series>>> index,
            Map<String, String> values,
            Asked asked,
            Found found) {
        index.forEach((name, byValue) -> {
            String value = values.get(name);
            List<WatchTable.Series> candidates = value == null ? null : byValue.get(value.toLowerCase(Locale.ROOT));
            if (candidates != null) {
                matching(candidates, asked, found);
            }
        });
    }

    private static void matching(List<WatchTable.Series> candidates, Asked asked, Found found) {
        for (WatchTable.Series series : candidates) {
            CountedMonths months = series.filter() == null ? null : asked.months(series.filter());
            if (months != null) {
                found.accept(series, months);
            }
        }
    }

    /** Takes a series that a description matches, on some days or on all. */
    private interface Found {
        void accept(WatchTable.Series series, CountedMonths months);
    }

    private static void put(
            Map<String, Map<String, List<WatchTable.Series>>> index,
            String name,
            String value,
            WatchTable.Series series) {
        index.computeIfAbsent(name, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(value, unused -> new CopyOnWriteArrayList<>())
                .add(series);
    }

    private static void take(
            Map<String, Map<String, List<WatchTable.Series>>> index,
            String name,
            String value,
            WatchTable.Series series) {
        index.computeIfPresent(name, (unused, byValue) -> {
            byValue.computeIfPresent(value, (same, candidates) -> {
                candidates.remove(series);
                return candidates.isEmpty() ? null : candidates;
            });
            return byValue.isEmpty() ? null : byValue;
        });
    }

    /** The spends that every charge is added to: the month of each of its scopes. */
    static void months(DimensionSet set, IntUnaryOperator monthOf, Consumer<SeriesTarget> found) {
        Counting counting = set.counting();
        DimensionSet.Places places = set.places();
        month(places.account(), counting.account(), true, monthOf, found);
        month(places.profile(), counting.profile(), false, monthOf, found);
        month(places.customer(), counting.customer(), false, monthOf, found);
        month(places.subscription(), counting.rbac(), false, monthOf, found);
        month(places.resourceGroup(), counting.rbac(), false, monthOf, found);
    }

    private static void month(
            @Nullable Integer scope,
            Price price,
            boolean dollars,
            IntUnaryOperator monthOf,
            Consumer<SeriesTarget> found) {
        if (scope != null && price != Price.NONE) {
            found.accept(new SeriesTarget(
                    monthOf.applyAsInt(scope),
                    Periods.MONTHS,
                    Metric.ACTUAL,
                    price,
                    dollars,
                    CountedMonths.EVERY,
                    null));
        }
    }
}
