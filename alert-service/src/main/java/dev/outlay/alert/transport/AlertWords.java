package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.math.BigDecimal;
import java.util.Locale;

/** How the parts of a crossing are said to people. */
final class AlertWords {

    private AlertWords() {}

    /** What the scope is, with its name. */
    static String scope(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount account -> "billing account " + account.name();
            case Scope.BillingProfile profile -> "billing profile " + profile.name();
            case Scope.Customer customer -> "customer " + customer.name();
            case Scope.Subscription subscription -> "subscription " + subscription.subscription();
            case Scope.ResourceGroup group ->
                "resource group " + group.name() + " in subscription " + group.subscription();
        };
    }

    /** {@code over 80 %}, or {@code at 80 %} where reaching it was the condition. */
    static String passed(Crossing crossing, Locale locale) {
        boolean over = crossing.notification().operator().equals("GreaterThan");
        return (over ? "over " : "at ") + percent(crossing.notification().threshold(), locale);
    }

    /** A percentage with the digits it has. */
    static String percent(BigDecimal percent, Locale locale) {
        return MoneyText.plain(percent, locale) + " %";
    }

    /** {@code Monthly, 2026-11-01 to 2026-11-30 (days in UTC)}, or just the day where the period is one. */
    static String period(Crossing.Period period) {
        return period.start().equals(period.lastDay())
                ? period.timeGrain() + ", " + period.start() + " (a day in UTC)"
                : period.timeGrain() + ", " + period.start() + " to " + period.lastDay() + " (days in UTC)";
    }

    /** Which price the amounts are in. */
    static String price(Crossing crossing) {
        String price =
                crossing.priceView().equals("Retail") ? "pay-as-you-go retail price" : "invoiced price, before tax";
        return crossing.metric().equals("Amortized") ? price + ", amortized" : price;
    }

    /** What brought the spend there, where it was not just cost that came; empty where it was. */
    static String cause(Crossing crossing) {
        return switch (crossing.cause()) {
            case CHARGES -> "";
            case RATE -> "Charges that had waited for an exchange rate were counted.";
            case RECLASSIFICATION -> "A customer was reclassified, and its charges were counted anew.";
            case EVALUATION -> "The spend was there already when this budget was made, changed or looked at again.";
        };
    }

    /** Whether the spend was reached or is forecasted. */
    static String spent(Crossing crossing) {
        return crossing.notification().thresholdType().equals("Forecasted") ? "forecasted" : "spent";
    }
}
