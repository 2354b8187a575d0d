package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a budget to be: the parts of a body that could be read, and what is wrong with the others. A part that is null was missing or
 * malformed, and then {@code problems} says so where it is needed.
 *
 * @param category as sent
 * @param amount of every period that has none of its own, in the currency of the scope, or of what it counts where the category is Usage
 * @param periodAmounts of single periods, by their first day
 * @param periodAmountsText JSON as sent; null for none
 * @param metric what it watches: the quantity where the category is Usage, else what was billed where nothing was sent
 * @param startDate UTC
 * @param endDate UTC; ten years after the start where none was sent
 * @param timePeriodText JSON as sent, with the end date added where it was missing
 * @param filterText JSON as sent; null for no filter
 * @param notificationsText JSON as sent
 * @param eTag of the budget that is to be replaced, without quotes; null when the sender does not care
 * @param reservations what a budget of category ReservationUtilization asks, whose amount may be null, whose time grain is here, and which has no amounts of periods; null for one of cost
 * @param problems of form, one sentence each
 */
public record BudgetRequest(
        @Nullable String category,
        @Nullable BigDecimal amount,
        Map<LocalDate, BigDecimal> periodAmounts,
        @Nullable String periodAmountsText,
        @Nullable TimeGrain grain,
        Metric metric,
        @Nullable LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable String timePeriodText,
        @Nullable CostFilter filter,
        @Nullable String filterText,
        List<Notification> notifications,
        String notificationsText,
        @Nullable String eTag,
        @Nullable ReservationTerms reservations,
        List<String> problems) {

    public BudgetRequest {
        periodAmounts = Map.copyOf(periodAmounts);
        notifications = List.copyOf(notifications);
        problems = List.copyOf(problems);
    }
}
