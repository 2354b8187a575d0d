package dev.outlay.budget.arm;

import java.time.Clock;
import java.time.LocalDate;

/** Bodies of budgets. */
final class BudgetBodies {

    private BudgetBodies() {}

    static LocalDate thisMonth() {
        return LocalDate.now(Clock.systemUTC()).withDayOfMonth(1);
    }

    static String monthly(String amount) {
        return body(amount, "Monthly", thisMonth() + "T00:00:00Z", "", eighty());
    }

    static String body(String amount, String grain, String start, String more, String notifications) {
        return """
            {"properties":{"category":"Cost","amount":%s,"timeGrain":"%s","timePeriod":{"startDate":"%s"},%s"notifications":{%s}}}""".formatted(amount, grain, start, more, notifications);
    }

    static String eighty() {
        return """
            "Actual_GreaterThan_80_Percent":{"enabled":true,"operator":"GreaterThan","threshold":80.00,"locale":"de-de",\
            "contactEmails":["b@example.com","a@example.com"],"thresholdType":"Actual"}""";
    }
}
