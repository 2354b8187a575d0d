package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.Alerts;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a notification's condition became true in a period.
 *
 * @param spend of the period, in {@code currency}
 * @param forecast what the period is expected to reach, in {@code currency}, where the condition is about that; else null
 * @param telling at once, in a digest, or only recorded
 * @param late whether the period had ended
 */
record Crossing(
        WatchedBudget watched,
        Notification notification,
        Period period,
        BigDecimal spend,
        @Nullable BigDecimal forecast,
        String currency,
        Alerts telling,
        boolean late) {

    String condition() {
        return watched.budget().condition(notification, period);
    }

    /** The budget's amount of the period, in {@code currency}. */
    BigDecimal amount() {
        return watched.budget().amountOf(period);
    }

    /** What it is known by. */
    CrossedCondition crossed() {
        return new CrossedCondition(watched.budget().uuid(), period.start(), condition());
    }

    /** The same whoever finds it and however often: of the budget, the period and the condition, and nothing else. */
    UUID id() {
        return crossed().id();
    }
}
