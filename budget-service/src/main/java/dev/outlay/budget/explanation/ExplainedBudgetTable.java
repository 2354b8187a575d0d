package dev.outlay.budget.explanation;

import dev.outlay.budget.analysis.BudgetOutlooks;
import dev.outlay.budget.budget.CostFilterJson;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code budget}, as explanations read it. */
final class ExplainedBudgetTable {

    /**
     * What a budget asks for now.
     *
     * @param filterText as it was sent; null for no filter
     */
    record Asking(
            BudgetOutlooks.Spending spending, @Nullable String filterText) {}

    private static final String FIND = """
            select b.scope_id, cast(scope.kind as integer), cast(b.metric as integer), cast(s.filter as text), b.filter_text
            from budget b join scope on scope.id = b.scope_id join spend_series s on s.id = b.series_id
            where b.uuid = ?1 and b.deleted_at is null
            """;

    private ExplainedBudgetTable() {}

    /**
     * A budget; empty where it is gone.
     *
     * @param currency in which its spend is asked for, ISO 4217
     */
    static Uni<Optional<Asking>> find(Mutiny.StatelessSession session, UUID budget, String currency) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, budget)
                .getResultList()
                .map((List<Object[]> rows) -> rows.stream().findFirst().map(row -> read(row, currency)));
    }

    private static Asking read(Object[] row, String currency) {
        return new Asking(
                new BudgetOutlooks.Spending(
                        ScopeKind.of((Integer) row[1]),
                        (Integer) row[0],
                        row[3] == null ? null : CostFilterJson.read((String) row[3]),
                        Metric.of((Integer) row[2]),
                        currency),
                (String) row[4]);
    }
}
