package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it is shown: what was sent, and what has been spent.
 *
 * @param filterText JSON as sent; null for no filter
 * @param notificationsText JSON as sent
 * @param timePeriodText JSON as sent, with the end date
 * @param change number of its last change, unique among all budgets: its eTag
 * @param spent in the current period, 0 outside the budget's dates; in the currency of the scope
 * @param currency ISO 4217; null while nothing was charged to the scope
 * @param ready false while its spend is being built from the ledger
 */
public record KeptBudget(
        UUID uuid,
        String name,
        String category,
        BigDecimal amount,
        TimeGrain grain,
        LocalDate startDate,
        @Nullable String filterText,
        String notificationsText,
        String timePeriodText,
        long change,
        BigDecimal spent,
        @Nullable String currency,
        boolean ready) {

    /** What a client sends back to say which budget it has seen. */
    public String eTag() {
        return String.format("%015x", change);
    }
}
