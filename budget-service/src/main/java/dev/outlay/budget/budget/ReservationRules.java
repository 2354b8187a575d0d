package dev.outlay.budget.budget;

import dev.outlay.budget.scope.Scope;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a budget of category ReservationUtilization must obey beside the rules of contacts, which are those of every budget (azure-rest-contract.md section 2).
 *
 * @param today UTC
 * @param version under which the budget was sent
 */
record ReservationRules(LocalDate today, BudgetVersion version) {

    /** How long such a budget can be. */
    static final int MOST_YEARS = 3;

    /** Adds what is wrong with a request. */
    void judge(Scope scope, BudgetRequest request, @Nullable LocalDate existingStart, List<String> problems) {
        if (!scope.kind().isBilling()) {
            problems.add("Budgets of category " + ReservationTerms.CATEGORY
                    + " exist at billing accounts, billing profiles and customers only: reservations are seen at"
                    + " billing scopes.");
        }
        LocalDate start = request.startDate();
        if (start != null) {
            dates(start, request.endDate(), existingStart, problems);
        }
        for (Notification notification : request.notifications()) {
            if (notification.thresholdType() != ThresholdType.ACTUAL) {
                problems.add("Notification " + JsonText.shown(notification.key())
                        + " must have thresholdType Actual, or none: what is used of reservations is not forecast.");
            }
        }
    }

    private void dates(
            LocalDate start, @Nullable LocalDate end, @Nullable LocalDate existingStart, List<String> problems) {
        if (end != null && !start.isBefore(end)) {
            problems.add("Start date of a budget must be before its end date.");
        }
        if (end != null && end.isAfter(start.plusYears(MOST_YEARS))) {
            problems.add("End date of a budget of category " + ReservationTerms.CATEGORY + " must be at most "
                    + MOST_YEARS + " years after its start date.");
        }
        if (existingStart != null) {
            if (!existingStart.equals(start)) {
                problems.add("Start date of budgets cannot be updated. Please delete and create a new budget.");
            }
            return;
        }
        if (start.isBefore(BudgetRules.EARLIEST_START)) {
            problems.add("Start date of a budget must not be before 2017-06-01.");
        }
        if (start.isBefore(today.withDayOfMonth(1))) {
            problems.add("Start date of a budget of category " + ReservationTerms.CATEGORY
                    + " should not be prior to current month.");
        }
        BudgetRules.notTooFarAhead(start, today, version, problems);
    }
}
