package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.ledger.Alerts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says which of a budget's conditions are true of a spend and have not been told. Source: R6, functional spec 3.2, DESIGN.md section 6, points 6 and 7. */
final class Evaluation {

    private Evaluation() {}

    /**
     * @param spend what the period has used, in {@code currency}
     * @param before what it had used before the transaction, in {@code currency}; null where that is not asked
     * @param asked how the charges that moved it want crossings told
     * @param lateDays for how many days after its end, or the budget's, a period's crossings are told, marked late
     * @param today in UTC
     * @param isKnown whether a condition is known to be recorded for this budget and period; a wrong no costs a look at the database, never a second crossing
     * @return lowest threshold first, one for each condition: those that are true and not known, and known ones that were not true before, since they may have been resolved
     */
    static List<Crossing> crossings(
            WatchedBudget watched,
            LocalDate periodStart,
            BigDecimal spend,
            @Nullable BigDecimal before,
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
        return met(watched, period, ThresholdType.ACTUAL, spend, before, isKnown).stream()
                .map(notification -> new Crossing(watched, notification, period, spend, null, currency, telling, ended))
                .toList();
    }

    /**
     * Says which of a budget's conditions are true of what a period is expected to reach. They are always told at once: a forecast is about days to come.
     *
     * @param period in which today lies, and which the budget watches
     * @param spend what the period has used so far, in {@code currency}
     * @param forecast what it is expected to reach, in {@code currency}
     * @param isKnown whether a condition is known to be recorded for this budget and period; a wrong no costs a look at the database, never a second crossing
     * @return lowest threshold first, one for each condition
     */
    static List<Crossing> forecastCrossings(
            WatchedBudget watched,
            Period period,
            BigDecimal spend,
            BigDecimal forecast,
            String currency,
            Predicate<String> isKnown) {
        return met(watched, period, ThresholdType.FORECASTED, forecast, null, isKnown).stream()
                .map(notification ->
                        new Crossing(watched, notification, period, spend, forecast, currency, Alerts.TELL, false))
                .toList();
    }

    /**
     * What was crossed back: the conditions that were true of a spend and are no more, whether or not anybody has recorded them.
     *
     * @param before what the period had used, in the budget's currency
     * @param after what it has used now, in the same
     */
    static List<CrossedCondition> fallen(
            WatchedBudget watched, LocalDate periodStart, BigDecimal before, BigDecimal after) {
        Budget budget = watched.budget();
        Period period = budget.periods().of(periodStart);
        if (period == null || !budget.watches(period)) {
            return List.of();
        }
        BigDecimal amount = budget.amountOf(period);
        return budget.notifications().stream()
                .filter(notification -> notification.enabled() && notification.thresholdType() == ThresholdType.ACTUAL)
                .filter(notification -> holds(notification, before, amount) && !holds(notification, after, amount))
                .map(notification ->
                        new CrossedCondition(budget.uuid(), period.start(), budget.condition(notification, period)))
                .toList();
    }

    /** The notifications of a type whose condition is true of an amount, and not known or not true before, one for each condition. */
    private static List<Notification> met(
            WatchedBudget watched,
            Period period,
            ThresholdType type,
            BigDecimal amount,
            @Nullable BigDecimal before,
            Predicate<String> isKnown) {
        Budget budget = watched.budget();
        Set<String> conditions = new HashSet<>();
        return budget.notifications().stream()
                .filter(notification -> notification.enabled() && notification.thresholdType() == type)
                .filter(notification -> holds(notification, amount, budget.amountOf(period)))
                .sorted(Comparator.comparing(Notification::threshold))
                .filter(notification -> {
                    String condition = budget.condition(notification, period);
                    return conditions.add(condition)
                            && (!isKnown.test(condition)
                                    || (before != null && !holds(notification, before, budget.amountOf(period))));
                })
                .toList();
    }

    private static boolean holds(Notification notification, BigDecimal spend, BigDecimal amount) {
        return notification.operator().holds(spend, notification.thresholdAmount(amount));
    }
}
