package dev.outlay.budget.explanation;

import dev.outlay.budget.analysis.ComparedCost;
import dev.outlay.budget.analysis.ComparedCost.By;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has moved a spend.
 *
 * @param days which are compared
 * @param currency of all amounts, ISO 4217
 * @param all of the scope and filter together
 * @param services those that have changed most, up or down, the most first; what says no service is in {@code all} alone. So with the others
 * @param subscriptions none at subscriptions and resource groups, which are one or in one
 * @param resourceGroups none at resource groups
 */
record Explanation(
        ComparedDays days,
        String currency,
        ComparedCost all,
        List<ComparedCost> services,
        List<ComparedCost> subscriptions,
        List<ComparedCost> resourceGroups) {

    /** How many of each are told at most. */
    static final int MOST = 3;

    private static final Comparator<ComparedCost> MOST_FIRST = Comparator.comparing(
                    (ComparedCost one) -> one.change().abs())
            .reversed()
            .thenComparing(ComparedCost::name)
            .thenComparing(ComparedCost::subscription);

    /**
     * What is told of costs that were compared; empty where none has changed, and where their sum is not the spend: what made the difference (a charge on a later day of the period, or one that came or was
     * restated since) may be just what crossed.
     *
     * @param spend that crossed, in the currency
     * @param compared with their sum, or nothing where they have none
     */
    static Optional<Explanation> of(ComparedDays days, String currency, BigDecimal spend, List<ComparedCost> compared) {
        return compared.stream()
                .filter(one -> one.by() == By.ALL && one.now().compareTo(spend) == 0)
                .findFirst()
                .map(all -> new Explanation(
                        days,
                        currency,
                        all,
                        movers(By.SERVICE, compared),
                        movers(By.SUBSCRIPTION, compared),
                        movers(By.RESOURCE_GROUP, compared)))
                .filter(Explanation::saysSomething);
    }

    private static List<ComparedCost> movers(By by, List<ComparedCost> compared) {
        return compared.stream()
                .filter(one ->
                        one.by() == by && !one.name().isBlank() && one.change().signum() != 0)
                .sorted(MOST_FIRST)
                .limit(MOST)
                .toList();
    }

    private boolean saysSomething() {
        return all.change().signum() != 0
                || !services.isEmpty()
                || !subscriptions.isEmpty()
                || !resourceGroups.isEmpty();
    }
}
