package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.ledger.Agreement;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.ledger.Price;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a forecast learns from. Eighteen weeks are enough for a week and a trend, and few enough to be read for each budget; purchases are few, and those of a year come once in one.
 *
 * @param question of which measures, groups, filter and currency are meant; its days and sorting are not
 */
record HistoryQuestion(CostView view, int place, CostQuestion question, String partnerTenant) {

    private static final int USAGE_DAYS = 126;
    private static final int PURCHASE_DAYS = 400;
    private static final int MOST_GROUPS = 100;
    private static final int MOST_PURCHASES = 20_000;

    /**
     * Reads it.
     *
     * @param usageUntil the last day of usage
     * @param purchasesUntil the last day of purchases
     * @return fails with a refusal where there are more groups than a forecast may have
     */
    Uni<CostHistory> read(Mutiny.StatelessSession session, LocalDate usageUntil, LocalDate purchasesUntil) {
        return usage(session, new Days(usageUntil.minusDays(USAGE_DAYS - 1L), usageUntil))
                .chain(usage ->
                        purchases(session, purchasesUntil).map(purchases -> CostHistory.of(question, usage, purchases)))
                .invoke(HistoryQuestion::require);
    }

    private Uni<List<CostRow>> usage(Mutiny.StatelessSession session, Days days) {
        CostQuestion asked = of(days, question.groupings(), and(question.filter(), ChargeCategory.USAGE), List.of());
        return rows(session, asked, MOST_GROUPS * USAGE_DAYS).invoke(rows -> {
            if (rows.size() > MOST_GROUPS * USAGE_DAYS) {
                throw tooManyGroups();
            }
        });
    }

    /** What some days have cost, by day and category of charges. */
    Uni<List<CostRow>> categories(Mutiny.StatelessSession session, Days days) {
        List<Grouping> byCategory = List.of(Grouping.by(Dimension.CHARGE_TYPE));
        return rows(session, of(days, byCategory, question.filter(), List.of()), MOST_GROUPS * USAGE_DAYS);
    }

    private Uni<List<CostRow>> purchases(Mutiny.StatelessSession session, LocalDate until) {
        boolean seen = view.price(ChargeCategory.PURCHASE, Agreement.MICROSOFT_CUSTOMER_AGREEMENT, CommitmentUse.NONE)
                != Price.NONE;
        if (!seen) {
            return Uni.createFrom().item(List.of());
        }
        List<Grouping> groupings = new ArrayList<>(question.groupings());
        CostHistory.BOUGHT.forEach(dimension -> groupings.add(Grouping.by(dimension)));
        return rows(
                session,
                of(
                        new Days(until.minusDays(PURCHASE_DAYS - 1L), until),
                        groupings,
                        and(question.filter(), ChargeCategory.PURCHASE),
                        List.of(new Sorting(Sorting.By.TIME, 0, true))),
                MOST_PURCHASES);
    }

    private CostQuestion of(Days days, List<Grouping> groupings, @Nullable QueryFilter filter, List<Sorting> sorting) {
        return new CostQuestion(
                question.metric(),
                days,
                Granularity.DAILY,
                question.currency(),
                question.measures(),
                groupings,
                filter,
                sorting);
    }

    private static QueryFilter and(@Nullable QueryFilter filter, ChargeCategory category) {
        QueryFilter ofCategory = new QueryFilter.Leaf(
                new Subject.OfDimension(Dimension.CHARGE_TYPE), QueryFilter.Operator.IN, List.of(category.label()));
        return filter == null ? ofCategory : new QueryFilter.And(List.of(ofCategory, filter));
    }

    private Uni<List<CostRow>> rows(Mutiny.StatelessSession session, CostQuestion asked, int most) {
        return CostQueryTable.rows(session, view, place, new PagedQuestion(asked, most), partnerTenant);
    }

    private static void require(CostHistory history) {
        if (history.series().size() > MOST_GROUPS) {
            throw tooManyGroups();
        }
    }

    private static RuntimeException tooManyGroups() {
        return InvalidQuery.invalid(
                "A forecast has at most " + MOST_GROUPS + " groups. Group by something coarser, or filter.");
    }
}
