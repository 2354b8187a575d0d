package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.ledger.Alerts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Says which of a budget's conditions are true of a spend and have not been told. Source: R6, functional spec 3.2, DESIGN.md section 6, points 6 and 7. */
final class Evaluation {

    private Evaluation() {}

    /**
     * @param spend what the period has used, in {@code currency}
     * @param asked how the charges that moved it want crossings told
     * @param lateDays for how many days after its end, or the budget's, a period's crossings are told, marked late
     * @param today in UTC
     * @param isKnown whether a condition is known to be recorded for this budget and period; a wrong no costs a look at the database, never a second crossing
     * @return lowest threshold first, one for each condition
     */
    static List<Crossing> crossings(
            WatchedBudget watched,
            LocalDate periodStart,
            BigDecimal spend,
            String currency,
            Alerts asked,
            LateDays lateDays,
            LocalDate today,
            Predicate<String> isKnown) {
        Budget budget = watched.budget();
        Period period = budget.periods().of(periodStart);
        if (period == null || !budget.watches(period)) {
            return List.of();
        }
        LocalDate over = budget.watchedUntil(period);
        boolean ended = !today.isBefore(over);
        boolean longAgo = !today.isBefore(over.plusDays(lateDays.of(budget.grain())));
        Alerts telling = longAgo ? Alerts.RECORD : asked;
        List<Crossing> crossings = new ArrayList<>();
        Set<String> conditions = new HashSet<>();
        List<Notification> byThreshold = budget.notifications().stream()
                .sorted(Comparator.comparing(Notification::threshold))
                .toList();
        for (Notification notification : byThreshold) {
            if (!notification.enabled() || notification.thresholdType() != ThresholdType.ACTUAL) {
                continue;
            }
            if (!notification.operator().holds(spend, notification.thresholdAmount(budget.amountOf(period)))) {
                continue;
            }
            String condition = budget.condition(notification, period);
            if (conditions.add(condition) && !isKnown.test(condition)) {
                crossings.add(new Crossing(watched, notification, period, spend, currency, telling, ended));
            }
        }
        return crossings;
    }
}
