package dev.outlay.budget.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget as the evaluation needs it.
 *
 * @param uuid its identity: a budget that is deleted and made again is another one
 * @param scopeArmId ARM id of the scope, as its creator wrote it
 * @param seriesId the spend that it watches, shared with the budgets that ask the same
 * @param amount of every period that has none of its own, in the currency of the scope, or in the unit of what it counts where its metric is a quantity
 * @param periodAmounts of single periods, by their first day, in the same currency
 * @param startDate first day on which it watches, UTC
 * @param endDate last day on which it watches, UTC; null for none
 * @param filterText the filter as it was sent, null for none
 * @param creator who made it, and answers for what it tells where nobody is known to have written it
 * @param writersText who of each tenant wrote it last and answers for which of its contacts, whose right to be told is asked again at every delivery ({@link WritersJson}); null where only the
 *     creator is known
 */
public record Budget(
        UUID uuid,
        String scopeArmId,
        String name,
        String provider,
        int seriesId,
        BigDecimal amount,
        Map<LocalDate, BigDecimal> periodAmounts,
        TimeGrain grain,
        Metric metric,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        UUID filterHash,
        @Nullable String filterText,
        List<Notification> notifications,
        Creator creator,
        @Nullable String writersText) {

    /** Who made the budget. */
    public record Creator(String principalId, String tenantId) {}

    public Budget {
        periodAmounts = Map.copyOf(periodAmounts);
        notifications = List.copyOf(notifications);
    }

    /** ARM id, with leading slash. */
    public String armId() {
        return scopeArmId + "/providers/" + provider + "/budgets/" + name;
    }

    /** What may be spent in a period, in the currency of the scope. */
    public BigDecimal amountOf(Period period) {
        return periodAmounts.getOrDefault(period.start(), amount);
    }

    /** The periods that it watches. */
    public Periods periods() {
        return Periods.of(grain, startDate, endDate);
    }

    /** The day after the last on which the budget watches a period: its own end may come before that of the period. */
    public LocalDate watchedUntil(Period period) {
        return endDate == null || !endDate.isBefore(period.end()) ? period.end() : endDate.plusDays(1);
    }

    /** Whether the budget watches a period: it does when they share a day. */
    public boolean watches(Period period) {
        return startDate.isBefore(period.end()) && (endDate == null || !endDate.isBefore(period.start()));
    }

    /**
     * Names what decides whether a notification speaks in a period: type, operator, threshold, amount of the period, metric and filter, and nothing else. Other contacts,
     * another key, or an amount changed from A to B and back to A give the same name, and so nothing is told twice (DESIGN.md section 6, point 6).
     */
    public String condition(Notification notification, Period period) {
        return String.join(
                "|",
                notification.thresholdType().label(),
                notification.operator().label(),
                plain(notification.threshold()),
                plain(amountOf(period)),
                metric.label(),
                filterHash.toString());
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
}
