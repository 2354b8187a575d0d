package dev.outlay.budget.budget;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes a budget's properties as ARM shows them: what was sent comes back in the same shape and order. */
public final class BudgetView {

    /** The unit of what is used of reservations. */
    private static final String PERCENT = "%";

    private BudgetView() {}

    /** The {@code properties} of an answer under a version: a budget that was sent with {@code filters} has them in the versions that know them, and a {@code filter} in the others. */
    public static ObjectNode properties(KeptBudget budget, BudgetVersion version) {
        return properties(budget, version.isOfOldFilters());
    }

    /** All of a budget, as it was sent. {@code state} is Outlay's extension: building while the spend is being added up, ended after the end date. */
    public static ObjectNode properties(KeptBudget budget) {
        return properties(budget, true);
    }

    private static ObjectNode properties(KeptBudget budget, boolean oldFilters) {
        ObjectNode properties = sent(
                budget.category(),
                budget.amount(),
                budget.periodAmountsText(),
                budget.timeGrain(),
                budget.metric(),
                budget.timePeriodText(),
                budget.filterText(),
                oldFilters,
                budget.notificationsText());
        String unit = budget.isOfReservations() ? PERCENT : budget.currency();
        ObjectNode spend = properties.putObject("currentSpend");
        if (budget.spent() != null) {
            spend.put("amount", budget.spent());
        }
        if (unit != null) {
            spend.put("unit", unit);
        }
        if (budget.forecast() != null && watchesAForecast(budget)) {
            properties
                    .putObject("forecastSpend")
                    .put("amount", budget.forecast())
                    .put("unit", budget.currency());
        }
        return properties.put("state", state(budget));
    }

    /** Azure shows a forecast only where a notification asks for one (azure-rest-contract.md section 2). */
    private static boolean watchesAForecast(KeptBudget budget) {
        return NotificationsJson.read(budget.notificationsText()).stream()
                .anyMatch(notification -> notification.thresholdType() == ThresholdType.FORECASTED);
    }

    private static String state(KeptBudget budget) {
        if (budget.ended()) {
            return "ended";
        }
        return budget.ready() ? "ready" : "building";
    }

    private static void filter(ObjectNode sent, String filter, boolean oldFilters) {
        String old = OldFilters.sent(filter);
        if (old != null && oldFilters) {
            sent.putRawValue(OldFilters.MEMBER, new RawValue(old));
        } else {
            sent.putRawValue("filter", new RawValue(OldFilters.filter(filter)));
        }
    }

    private static ObjectNode sent(
            String category,
            @Nullable BigDecimal amount,
            @Nullable String periodAmounts,
            String timeGrain,
            Metric metric,
            String timePeriod,
            @Nullable String filter,
            boolean oldFilters,
            String notifications) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        sent.put("category", category);
        if (amount != null) {
            sent.put("amount", amount);
        }
        if (periodAmounts != null) {
            sent.putRawValue("periodAmounts", new RawValue(periodAmounts));
        }
        sent.put("timeGrain", timeGrain);
        if (metric == Metric.AMORTIZED) {
            // Azure's clients know no such member, and see none in a budget as Azure has it.
            sent.put("metric", metric.label());
        }
        sent.putRawValue("timePeriod", new RawValue(timePeriod));
        if (filter != null) {
            filter(sent, filter, oldFilters);
        }
        sent.putRawValue("notifications", new RawValue(notifications));
        return sent;
    }
}
