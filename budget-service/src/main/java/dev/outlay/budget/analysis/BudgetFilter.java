package dev.outlay.budget.analysis;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.dimension.Dimension;
import java.util.List;

/** What a budget counts, as a question asks for it: the same charges. */
final class BudgetFilter {

    private BudgetFilter() {}

    static QueryFilter of(CostFilter filter) {
        return switch (filter) {
            case CostFilter.DimensionIn in -> {
                Dimension dimension = Dimension.ofKey(in.key());
                yield leaf(
                        dimension == Dimension.INVOICE_ID
                                ? new Subject.OfSaidInvoice()
                                : new Subject.OfDimension(dimension),
                        List.copyOf(in.values()));
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
}
