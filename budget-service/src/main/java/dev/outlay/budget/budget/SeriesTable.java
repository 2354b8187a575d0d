package dev.outlay.budget.budget;

import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code spend_series}, as budgets ask for what they watch; the ledger builds what is asked. */
@ApplicationScoped
class SeriesTable {

    /** @param ready false when it was asked for and is not built yet */
    record Series(int id, boolean ready) {}

    private static final int ASKED = 0;
    private static final int READY = 2;

    private static final String ASK = """
            insert into spend_series (scope_id, time_grain, metric, filter, filter_hash, state, change)
            values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5, ?6, ?7)
            on conflict do nothing
            """;

    private static final String FIND = """
            select id, state from spend_series where scope_id = ?1 and time_grain = ?2 and metric = ?3 and filter_hash = ?4
            """;

    /**
     * Finds what a budget watches, or asks for it. The unfiltered month of a scope is kept from its first charge on and needs no building.
     *
     * @param change number of this transaction's change
     */
    Uni<Series> ask(Mutiny.StatelessSession session, Place place, BudgetRequest request, long change) {
        TimeGrain grain = Objects.requireNonNull(request.grain());
        CostFilter filter = request.filter();
        UUID hash = CostFilter.hash(filter);
        int state = filter == null && grain == TimeGrain.MONTHLY ? READY : ASKED;
        return session.createNativeQuery(ASK)
                .setParameter(1, place.id())
                .setParameter(2, grain.months())
                .setParameter(3, Metric.ACTUAL.code())
                .setParameter(4, filter == null ? null : CostFilterJson.write(filter))
                .setParameter(5, hash)
                .setParameter(6, (short) state)
                .setParameter(7, change)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, place.id())
                        .setParameter(2, grain.months())
                        .setParameter(3, Metric.ACTUAL.code())
                        .setParameter(4, hash)
                        .getSingleResult())
                .map(row -> new Series((Integer) row[0], ((Number) row[1]).intValue() == READY));
    }
}
