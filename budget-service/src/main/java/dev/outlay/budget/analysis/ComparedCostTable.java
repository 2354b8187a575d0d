package dev.outlay.budget.analysis;

import dev.outlay.budget.analysis.ComparedCost.By;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tables {@code charge} and {@code daily_cost}, as comparisons read them: in one statement, which sees one state of the ledger. */
final class ComparedCostTable {

    private ComparedCostTable() {}

    /** The rows of {@link ComparedCostSql}; none where any cost is in another currency. */
    static Uni<List<ComparedCost>> rows(
            Mutiny.StatelessSession session,
            CostView view,
            int place,
            CostQuestion now,
            CostQuestion before,
            String currency,
            String partnerTenant,
            int most) {
        SqlParameters parameters = new SqlParameters();
        String sql = ComparedCostSql.of(parameters, view, place, now, before, currency, partnerTenant, most);
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.values().size(); i++) {
            query = query.setParameter(i + 1, parameters.values().get(i));
        }
        return query.getResultList()
                .map(rows -> rows.stream().anyMatch(row -> (Boolean) row[5])
                        ? List.of()
                        : rows.stream().map(ComparedCostTable::read).toList());
    }

    private static ComparedCost read(Object[] row) {
        return new ComparedCost(
                By.valueOf((String) row[0]), (String) row[1], (String) row[2], (BigDecimal) row[3], (BigDecimal)
                        row[4]);
    }
}
