package dev.outlay.budget.analysis;

import dev.outlay.budget.budget.CostFilter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a budget counts, as a question asks for it: the same charges. */
final class BudgetFilter {

    private BudgetFilter() {}

    static QueryFilter of(CostFilter filter) {
        return switch (filter) {
            case CostFilter.DimensionIn in -> {
                AnalysisDimension dimension = dimension(in.column());
                yield leaf(
                        new Subject.OfDimension(dimension),
                        in.values().stream().map(dimension::normalised).toList());
            }
            case CostFilter.TagIn in -> leaf(new Subject.OfTag(in.name()), List.copyOf(in.values()));
            case CostFilter.And and ->
                new QueryFilter.And(and.parts().stream().map(BudgetFilter::of).toList());
            case CostFilter.Not not -> new QueryFilter.Not(of(not.part()));
        };
    }

    private static QueryFilter leaf(Subject subject, List<String> values) {
        return new QueryFilter.Leaf(
                subject, QueryFilter.Operator.IN, values.stream().sorted().toList());
    }

    /** Several may have the column; what the daily cost knows is quicker. */
    private static AnalysisDimension dimension(String column) {
        return Arrays.stream(AnalysisDimension.values())
                .filter(dimension -> column.equals(dimension.column()))
                .min(Comparator.comparing(AnalysisDimension::kept))
                .orElseThrow(() -> new IllegalStateException("no dimension has the column " + column));
    }
}
