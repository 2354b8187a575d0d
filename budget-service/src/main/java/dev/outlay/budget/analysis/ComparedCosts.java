package dev.outlay.budget.analysis;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.budget.Metric;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Compares what a budget's spend was in some days with what it was in others. */
@ApplicationScoped
public class ComparedCosts {

    /** Which days are asked about does not matter there. */
    private static final Days ANY = new Days(LocalDate.EPOCH, LocalDate.EPOCH);

    private final String partnerTenant;

    ComparedCosts(AccessConfig config) {
        this.partnerTenant = config.partnerTenant().orElse("");
    }

    /** Whether the daily cost knows it. What a quantity was, or what has a tag, only single charges know, of which there may be too many. */
    public static boolean areKnownByDay(BudgetOutlooks.Spending spending) {
        return spending.metric() != Metric.USAGE && Tier.of(question(spending, ANY)) == Tier.DAILY;
    }

    /**
     * The sums, and the services, subscriptions and resource groups that have changed most, most first. Nothing where some of it was in another currency than is asked for, as that of a customer that has
     * changed over: what it cost before would seem to be nothing.
     *
     * @param most how many of each at most
     */
    public Uni<List<ComparedCost>> of(
            Mutiny.StatelessSession session, BudgetOutlooks.Spending spending, Days now, Days before, int most) {
        return ComparedCostTable.rows(
                session,
                CostView.of(spending.kind()),
                spending.place(),
                question(spending, now),
                question(spending, before),
                spending.currency(),
                partnerTenant,
                most);
    }

    private static CostQuestion question(BudgetOutlooks.Spending spending, Days days) {
        return new CostQuestion(
                spending.metric(),
                days,
                Granularity.NONE,
                null,
                List.of(CostMeasure.COST),
                ComparedCostSql.groupings(CostView.of(spending.kind())),
                spending.filter() == null ? null : BudgetFilter.of(spending.filter()),
                List.of());
    }
}
