package dev.outlay.budget.ledger;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a recount found.
 *
 * @param ledgerRows charges in the ledger
 * @param rollupRows rows of the daily rollup that were compared
 * @param spendRows rows of spend that were compared
 * @param differences empty when ledger, rollup and spend agree
 */
public record ReconciliationReport(long ledgerRows, long rollupRows, long spendRows, List<Difference> differences) {

    public ReconciliationReport {
        differences = List.copyOf(differences);
    }

    /**
     * Two numbers that should be one.
     *
     * @param where a rollup row or spend row, in words
     * @param currency of both amounts
     * @param kept what the row says
     * @param counted what the ledger adds up to
     */
    public record Difference(String where, String currency, BigDecimal kept, BigDecimal counted) {}
}
