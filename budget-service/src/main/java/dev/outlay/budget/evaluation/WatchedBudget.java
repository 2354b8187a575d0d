package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.scope.ScopeKey;
import dev.outlay.budget.scope.ScopeKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A budget with what the index must know of its scope.
 *
 * @param scopeId row of the scope
 * @param currency that was fixed at the scope itself, ISO 4217; null while nothing was charged there
 */
record WatchedBudget(
        Budget budget, int scopeId, Place place, @Nullable String currency) {

    /** A scope in the words of a crossing; what a scope of that kind does not have is null. */
    record Place(
            ScopeKind kind,
            String billingAccount,
            @Nullable String billingProfile,
            @Nullable String customer,
            @Nullable String subscription,
            @Nullable String resourceGroup) {}

    /**
     * The day whose currency a period of the budget is counted in: today, or the nearest day that it watches of the period. What is billed in another currency before, in a longer period, is not added.
     *
     * @param today in UTC
     */
    LocalDate currencyDay(Period period, LocalDate today) {
        LocalDate last = budget.watchedUntil(period).minusDays(1);
        LocalDate sofar = today.isBefore(last) ? today : last;
        return sofar.isBefore(period.start()) ? period.start() : sofar;
    }

    /** The customer whose charges the scope sees; null at an account, a profile, and where its charges name no customer. */
    @Nullable
    ScopeKey customer() {
        return place.customer() == null ? null : ScopeKey.customer(place.billingAccount(), place.customer());
    }

    /** Whether its spend is kept without being asked for and is always ready: the unfiltered month of its scope. */
    boolean watchesTheMonthOfItsScope() {
        return budget.grain() == TimeGrain.MONTHLY
                && budget.metric() == Metric.ACTUAL
                && budget.filterHash().equals(CostFilter.NONE);
    }
}
