package dev.outlay.budget.reservation;

import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.budget.ReservationGrain;
import dev.outlay.budget.budget.ReservationNotification;
import dev.outlay.budget.scope.ScopeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget of category ReservationUtilization, as who looks at its reservations needs it.
 *
 * @param change number of its last change
 * @param scopeArmId ARM id of the scope, as its creator wrote it
 * @param startDate first day on which it tells, UTC
 * @param endDate last day on which it tells, UTC; null for none
 * @param creator who made it
 * @param writersText who of each tenant wrote it last, whose right to be told is asked again at every delivery; null where only the creator is known
 */
record WatchedReservations(
        UUID uuid,
        long change,
        String scopeArmId,
        String name,
        String provider,
        ReservationGrain grain,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable CostFilter filter,
        ReservationNotification notified,
        Budget.Creator creator,
        @Nullable String writersText,
        int scopeId,
        Place place) {

    /** A billing scope in the words of an event; what a scope of that kind does not have is null. */
    record Place(
            ScopeKind kind,
            String billingAccount,
            @Nullable String billingProfile,
            @Nullable String customer) {}

    /** ARM id, with leading slash. */
    String armId() {
        return scopeArmId + "/providers/" + provider + "/budgets/" + name;
    }

    BigDecimal threshold() {
        return notified.notification().threshold();
    }

    boolean hasEnded(LocalDate today) {
        return endDate != null && endDate.isBefore(today);
    }

    /** Whether it watches on a day: from its first to its last. */
    boolean isOn(LocalDate today) {
        return !startDate.isAfter(today) && !hasEnded(today);
    }

    /** Names what decides whether the notification speaks, and nothing else: other contacts, another name or frequency give the same condition, and nothing is told twice. */
    String condition() {
        BigDecimal threshold = threshold();
        return String.join(
                "|",
                notified.notification().operator().label(),
                threshold.signum() == 0 ? "0" : threshold.stripTrailingZeros().toPlainString(),
                grain.label(),
                CostFilter.hash(filter).toString());
    }
}
