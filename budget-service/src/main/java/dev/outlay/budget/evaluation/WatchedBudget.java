package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.scope.ScopeKind;
import org.jspecify.annotations.Nullable;

/**
 * A budget with what the index must know of its scope.
 *
 * @param scopeId row of the scope
 * @param currency of the scope, ISO 4217; null while nothing was charged there
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

    /** Whether its spend is kept without being asked for and is always ready: the unfiltered month of its scope. */
    boolean watchesTheMonthOfItsScope() {
        return budget.grain() == TimeGrain.MONTHLY
                && budget.metric() == Metric.ACTUAL
                && budget.filterHash().equals(CostFilter.NONE);
    }
}
