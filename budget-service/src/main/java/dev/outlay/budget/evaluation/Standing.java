package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a budget asks of some of its periods as it is now, and which of that is true. A crossing of those periods whose condition is not among it, since the budget was changed or a
 * notification disabled, has lost its cause like one whose condition is false.
 */
final class Standing {

    private enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    private final Map<CrossedCondition, Truth> asked = new HashMap<>();

    /**
     * Adds a period.
     *
     * @param judged the type of conditions that {@code amount} decides; others are asked, and it is not said whether they are true
     * @param amount of the period, in the budget's currency; null while it is not known
     */
    void add(Budget budget, Period period, ThresholdType judged, @Nullable BigDecimal amount) {
        if (!budget.watches(period)) {
            return;
        }
        for (Notification notification : budget.notifications()) {
            if (notification.enabled()) {
                asked.put(
                        new CrossedCondition(budget.uuid(), period.start(), budget.condition(notification, period)),
                        notification.thresholdType() == judged && amount != null
                                ? truth(notification, budget.amountOf(period), amount)
                                : Truth.UNKNOWN);
            }
        }
    }

    private static Truth truth(Notification notification, BigDecimal budgeted, BigDecimal amount) {
        return notification.operator().holds(amount, notification.thresholdAmount(budgeted)) ? Truth.TRUE : Truth.FALSE;
    }

    /**
     * Which crossings are in another state than they have to be.
     *
     * @param recorded of the periods that were added, and of no others
     * @return ids, each with whether its condition is true no more
     */
    Map<UUID, Boolean> changes(List<CrossingStateTable.Recorded> recorded) {
        Map<UUID, Boolean> changes = new HashMap<>();
        for (CrossingStateTable.Recorded one : recorded) {
            Truth truth = asked.getOrDefault(one.crossed(), Truth.FALSE);
            boolean resolved = truth == Truth.FALSE;
            if (truth != Truth.UNKNOWN && resolved != one.resolved()) {
                changes.put(one.crossed().id(), resolved);
            }
        }
        return changes;
    }
}
