package dev.outlay.budget.analysis;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of a scope's cost.
 *
 * @param metric what was billed (actual), or what was used of commitments each day (amortized)
 * @param currency ISO 4217: what was billed in this one alone, in it, also at a billing account (R24); null for everything, in the scope's currency
 * @param measures at least one, none twice
 * @param groupings none for one row per stretch of time
 * @param filter null for every charge that the scope sees
 * @param sorting first the most important; rows that it leaves equal are in the order of time, groupings and currency
 */
public record CostQuestion(
        Metric metric,
        Days days,
        Granularity granularity,
        @Nullable String currency,
        List<CostMeasure> measures,
        List<Grouping> groupings,
        @Nullable QueryFilter filter,
        List<Sorting> sorting) {

    public CostQuestion {
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("a question without a measure");
        }
        measures = List.copyOf(measures);
        groupings = List.copyOf(groupings);
        sorting = List.copyOf(sorting);
    }

    /** The same, sorted. */
    CostQuestion sortedBy(List<Sorting> order) {
        return new CostQuestion(metric, days, granularity, currency, measures, groupings, filter, order);
    }

    /** Whether grouping or filter look at such a subject. */
    boolean looksAt(Predicate<Subject> wanted) {
        return groupings.stream().map(Grouping::subject).anyMatch(wanted) || (filter != null && filter.looksAt(wanted));
    }

    /** Whether it asks on which invoices charges are. */
    boolean looksAtInvoices() {
        return looksAt(SubjectSql::isInvoice);
    }

    /** The same, of the ids of invoices that sources say alone. */
    CostQuestion bySaidInvoices() {
        return new CostQuestion(
                metric,
                days,
                granularity,
                currency,
                measures,
                groupings.stream()
                        .map(grouping -> new Grouping(Subject.asSaid(grouping.subject()), grouping.keyed()))
                        .toList(),
                filter == null ? null : filter.of(Subject::asSaid),
                sorting);
    }

    /** Every subject of its groupings. */
    Stream<Subject> grouped() {
        return groupings.stream().map(Grouping::subject);
    }

    /** Whether every amount that is asked for is in US dollars whatever the scope's currency: then they may be added across billing currencies. */
    boolean isInDollars() {
        return measures.stream().allMatch(CostMeasure::isInDollars);
    }

    /** The columns of its answer: measures, time, groupings, currency. */
    public List<QueryColumn> columns() {
        List<QueryColumn> columns = new ArrayList<>();
        measures.forEach(measure -> columns.add(new QueryColumn(measure.label(), QueryColumn.Type.NUMBER)));
        switch (granularity) {
            case NONE -> {}
            case DAILY -> columns.add(new QueryColumn("UsageDate", QueryColumn.Type.NUMBER));
            case MONTHLY -> columns.add(new QueryColumn("BillingMonth", QueryColumn.Type.DATETIME));
        }
        for (Grouping grouping : groupings) {
            switch (grouping.subject()) {
                case Subject.OfDimension it -> columns.add(string(it.dimension().label()));
                case Subject.OfSaidInvoice said -> columns.add(string(Dimension.INVOICE_ID.label()));
                case Subject.OfTag tag -> {
                    if (grouping.keyed()) {
                        columns.add(string("TagKey"));
                        columns.add(string("TagValue"));
                    } else {
                        columns.add(string(tag.name()));
                    }
                }
            }
        }
        columns.add(string("Currency"));
        return columns;
    }

    private static QueryColumn string(String name) {
        return new QueryColumn(name, QueryColumn.Type.STRING);
    }
}
