package dev.outlay.budget.recount;

import java.util.List;

/**
 * What a recount found. All is right when there are no differences.
 *
 * @param ledgerRows charges in the ledger
 * @param rollupRows rows of daily cost
 * @param spendRows rows of spend
 * @param differences at most {@value Reconciliation#MOST_DIFFERENCES}
 */
public record ReconciliationReport(long ledgerRows, long rollupRows, long spendRows, List<Difference> differences) {

    /**
     * One place where the ledger and what follows from it are not the same.
     *
     * @param what DailyCost, Spend or Invoice
     * @param where the key: group and day, or series, period and currency, or profile
     * @param counted what the ledger adds up to, exact, as text; of a profile what it has spent in all months
     * @param kept what is kept, exact, as text; of a profile what all its invoices add up to
     */
    public record Difference(String what, String where, String counted, String kept) {}

    public ReconciliationReport {
        differences = List.copyOf(differences);
    }
}
