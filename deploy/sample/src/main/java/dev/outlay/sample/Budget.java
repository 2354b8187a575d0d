package dev.outlay.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies of the sample's budgets, new ones beginning with the current month: monthly, told at 80 and at 100 percent, and when 110 are forecast, to
 * an address and to the sample's action group.
 */
final class Budget {
    private final String email;

    Budget(String email) {
        this.email = email;
    }

    /**
     * A budget at a billing scope, whose amount is in the currency of the scope.
     *
     * @param filter an ARM filter; empty for none
     */
    Map<String, Object> billing(BigDecimal amount, LocalDate today, Map<String, Object> filter) {
        return body(amount, today, filter, List.of(Paths.actionGroupId()));
    }

    /** A budget at a subscription: its groups would have to be its own, so it tells the address only. */
    Map<String, Object> subscription(BigDecimal amount, LocalDate today) {
        return body(amount, today, Map.of(), List.of());
    }

    private Map<String, Object> body(
            BigDecimal amount, LocalDate today, Map<String, Object> filter, List<String> groups) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("category", "Cost");
        properties.put("amount", amount);
        properties.put("timeGrain", "Monthly");
        properties.put(
                "timePeriod",
                Map.of(
                        "startDate", today.withDayOfMonth(1) + "T00:00:00Z",
                        "endDate", today.withDayOfMonth(1).plusYears(2) + "T00:00:00Z"));
        if (!filter.isEmpty()) {
            properties.put("filter", filter);
        }
        properties.put(
                "notifications",
                Map.of(
                        "Actual_GreaterThanOrEqualTo_80_Percent",
                                notification("Actual", "GreaterThanOrEqualTo", 80, groups),
                        "Actual_GreaterThan_100_Percent", notification("Actual", "GreaterThan", 100, groups),
                        "Forecasted_GreaterThan_110_Percent", notification("Forecasted", "GreaterThan", 110, groups)));
        return Map.of("properties", properties);
    }

    private Map<String, Object> notification(String type, String operator, int threshold, List<String> groups) {
        return Map.of(
                "enabled",
                true,
                "operator",
                operator,
                "threshold",
                threshold,
                "thresholdType",
                type,
                "contactEmails",
                List.of(email),
                "contactRoles",
                List.of(),
                "contactGroups",
                groups);
    }

    /** Only one service. */
    static Map<String, Object> ofService(String service) {
        return Map.of("dimensions", Map.of("name", "ServiceName", "operator", "In", "values", List.of(service)));
    }
}
