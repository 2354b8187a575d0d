package dev.outlay.budget.budget;

import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code spend_series}, as budgets ask for what they watch; the ledger builds what is asked. */
@ApplicationScoped
class SeriesTable {

    /**
     * @param id null for a budget that watches no spend
     * @param ready false when it was asked for and is not built yet
     */
    record Series(@Nullable Integer id, boolean ready) {

        /** Of a budget that watches no spend. */
        static final Series NONE = new Series(null, true);
    }

    private static final int ASKED = 0;
    private static final int READY = 2;

    private static final String ASK = """
            insert into spend_series (scope_id, time_grain, metric, filter, filter_hash, state, change, first_day, last_day)
            values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5, ?6, ?7, cast(?8 as date), cast(?9 as date))
            on conflict (scope_id, filter_hash, metric, time_grain) do update set
                state = case spend_series.state when 3 then excluded.state else spend_series.state end,
                change = case spend_series.state when 3 then excluded.change else spend_series.change end,
                unit = case spend_series.state when 3 then null else spend_series.unit end,
                unasked_since = null
            returning id, cast(state as integer)
            """;

    /**
     * Finds what a budget watches, or asks for it, again where it has ended. What was billed to a scope in a month, unfiltered, is kept from its first charge on and needs no building.
     *
     * @param change number of this transaction's change
     */
    Uni<Series> ask(Mutiny.StatelessSession session, Place place, BudgetRequest request, long change) {
        TimeGrain grain = Objects.requireNonNull(request.grain());
        CostFilter filter = request.filter();
        Period only = Periods.of(grain, Objects.requireNonNull(request.startDate()), request.endDate())
                .only();
        int state = filter == null && grain == TimeGrain.MONTHLY && request.metric() == Metric.ACTUAL ? READY : ASKED;
        return session.createNativeQuery(ASK, Object[].class)
                .setParameter(1, place.id())
                .setParameter(2, grain.code())
                .setParameter(3, request.metric().code())
                .setParameter(4, filter == null ? null : CostFilterJson.write(filter))
                .setParameter(5, question(filter, only))
                .setParameter(6, (short) state)
                .setParameter(7, change)
                .setParameter(8, only == null ? null : only.start())
                .setParameter(9, only == null ? null : only.end().minusDays(1))
                .getSingleResult()
                .map(row -> new Series((Integer) row[0], (Integer) row[1] == READY));
    }

    /** What is asked beside scope, grain and metric: of two periods of days of their own, each is a question of its own. */
    private static UUID question(@Nullable CostFilter filter, @Nullable Period only) {
        if (only == null) {
            return CostFilter.hash(filter);
        }
        String text = CostFilter.hash(filter) + "|" + only.start() + "|" + only.end();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
