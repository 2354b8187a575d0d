package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it is shown: what was sent, and what has been spent, or how much of what is reserved was used.
 *
 * @param amount null for one of reservations of which none was sent
 * @param periodAmountsText JSON as sent; null for none
 * @param timeGrain ARM's word
 * @param metric what it watches
 * @param endDate last day on which it watches, UTC
 * @param filterText JSON as sent; null for no filter
 * @param notificationsText JSON as sent
 * @param timePeriodText JSON as sent, with the end date
 * @param change number of its last change, unique among all budgets: its eTag
 * @param spent in the current period, or the last one when it has ended; 0 before the budget's first day; in the currency of the scope, or in the unit of what it counts. Of a budget of reservations the use of the least used
 *     one in percent; null where none had cost, or nobody has looked yet
 * @param forecast what the current period is expected to reach, in the currency of the scope; null where nobody asks for it, or there is too little history, or not yet
 * @param currency ISO 4217; null while nothing was charged to the scope. Of a quantity the unit of measure instead, null while no charge that counts has said one
 * @param ready false while its spend is being built from the ledger, or while nobody has looked at its reservations
 * @param ended whether its end date is over: it is kept to be read, and changes no more
 */
public record KeptBudget(
        UUID uuid,
        String name,
        String category,
        @Nullable BigDecimal amount,
        @Nullable String periodAmountsText,
        String timeGrain,
        Metric metric,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable String filterText,
        String notificationsText,
        String timePeriodText,
        long change,
        @Nullable BigDecimal spent,
        @Nullable BigDecimal forecast,
        @Nullable String currency,
        boolean ready,
        boolean ended) {

    /** Whether it watches what is used of reservations, and no spend. */
    public boolean isOfReservations() {
        return ReservationBudgetJson.isCategory(category);
    }

    /** What a client sends back to say which budget it has seen. */
    public String eTag() {
        return String.format("%015x", change);
    }
}
