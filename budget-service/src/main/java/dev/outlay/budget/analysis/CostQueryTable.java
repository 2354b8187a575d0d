package dev.outlay.budget.analysis;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The tables {@code charge} and {@code daily_cost}, as questions of cost read them: in one statement each, which sees one state of the ledger, and the server cancels when it takes too long.
 */
final class CostQueryTable {

    private static final String BOUND = """
            select set_config('statement_timeout', ?1, true) as patience, set_config('transaction_read_only', 'on', true) as only_read,
                   set_config('jit', 'off', true) as compiled
            """;

    private CostQueryTable() {}

    /** The same page with the invoices that it knows, which are those that the first one did; as it is where the question looks at none. */
    static Uni<PagedQuestion> knowing(Mutiny.StatelessSession session, PagedQuestion asked) {
        return asked.invoicesUpTo() != null || !asked.question().looksAtInvoices()
                ? Uni.createFrom().item(asked)
                : session.createNativeQuery("select coalesce(max(i.batch), 0) from invoice i", Long.class)
                        .getSingleResult()
                        .map(asked::knowing);
    }

    /** From here to its end the transaction changes nothing, and none of its statements may take longer, nor be compiled before it runs, which takes longer than most of them. */
    static Uni<Void> bound(Mutiny.StatelessSession session, Duration patience) {
        return session.createNativeQuery(BOUND, Object[].class)
                .setParameter(1, Long.toString(patience.toMillis()))
                .getSingleResult()
                .replaceWithVoid();
    }

    /**
     * The rows of a page, and one more where there is one.
     *
     * @param place row of the scope
     * @param partnerTenant the value of the dimension PartnerTenantId
     */
    static Uni<List<CostRow>> rows(
            Mutiny.StatelessSession session, CostView view, int place, PagedQuestion asked, String partnerTenant) {
        CostQuestion question = asked.question();
        long upTo = Objects.requireNonNullElse(asked.invoicesUpTo(), Long.MAX_VALUE);
        SqlParameters parameters = new SqlParameters();
        String sql = new CostSql(parameters, view, place, question, upTo, partnerTenant)
                .rows(asked.offset(), asked.limit() + 1);
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.values().size(); i++) {
            query = query.setParameter(i + 1, parameters.values().get(i));
        }
        return query.getResultList()
                .map(rows -> rows.stream().map(row -> row(question, row)).toList());
    }

    private static CostRow row(CostQuestion question, Object[] columns) {
        int groupings = question.groupings().size();
        List<String> groups = new ArrayList<>(groupings);
        for (int i = 1; i <= groupings; i++) {
            groups.add((String) columns[i]);
        }
        List<BigDecimal> amounts = new ArrayList<>();
        for (int i = groupings + 2; i < columns.length; i++) {
            amounts.add((BigDecimal) columns[i]);
        }
        return new CostRow((LocalDate) columns[0], groups, (String) columns[groupings + 1], amounts);
    }
}
