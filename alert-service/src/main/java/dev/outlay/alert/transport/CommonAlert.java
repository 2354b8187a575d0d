package dev.outlay.alert.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.ReservationsUnderused;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;

/**
 * An alert in Azure's common alert schema, as its cost alerts fill it. Source: azure-rest-contract.md section 10 and
 * azure-examples/webhooks. Amounts are texts for people, in the English of the United States whatever the budget's language, as Azure
 * writes them.
 */
final class CommonAlert {

    private CommonAlert() {}

    static ObjectNode of(Crossing crossing) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("schemaId", "azureMonitorCommonAlertSchema");
        ObjectNode data = whole.putObject("data");
        writeEssentials(data.putObject("essentials"), crossing);
        ObjectNode context = data.putObject("alertContext");
        context.put("AlertCategory", "budgets");
        writeData(context.putObject("AlertData"), crossing);
        if (crossing.isTest()) {
            data.putObject("customProperties").put("test", "true");
        }
        return whole;
    }

    private static void writeEssentials(ObjectNode essentials, Crossing crossing) {
        essentials.put("monitoringService", "CostAlerts");
        essentials.put("firedDateTime", crossing.crossedAt().toString());
        essentials.put("description", description(crossing));
        essentials.put("essentialsVersion", "1.0");
        essentials.put("alertContextVersion", "1.0");
        essentials.put("alertId", WebhookMessage.alertPath(crossing));
        for (String absent :
                new String[] {"alertRule", "severity", "signalType", "monitorCondition", "alertTargetIDs"}) {
            essentials.putNull(absent);
        }
        essentials.putArray("configurationItems").add("budgets");
        essentials.putNull("originAlertId");
    }

    private static String description(Crossing crossing) {
        String name = crossing.budget().name();
        if (crossing.occasion() instanceof ReservationsUnderused under) {
            return "The reservations of your budget " + name + " are used less than your specified threshold "
                    + money(crossing, crossing.thresholdAmount()) + ": " + under.below() + " of " + under.seen()
                    + ", the least " + money(crossing, crossing.spend()) + ".";
        }
        String spend = money(crossing, crossing.reached());
        return isForecasted(crossing)
                ? "The total spend for your budget, " + name + ", is forecasted to reach " + spend
                        + " before the end of the period. This amount exceeds your specified budget threshold of "
                        + money(crossing, crossing.thresholdAmount()) + "."
                : "Your " + (crossing.measure().isPresent() ? "usage" : "spend") + " for budget " + name + " is now "
                        + spend + " exceeding your specified threshold " + money(crossing, crossing.thresholdAmount())
                        + ".";
    }

    private static void writeData(ObjectNode data, Crossing crossing) {
        data.put("Scope", crossing.budget().scope().id() + "/");
        data.put("ThresholdType", crossing.notification().thresholdType());
        data.put("BudgetType", category(crossing));
        data.put("BudgetThreshold", money(crossing, crossing.amount()));
        data.put("NotificationThresholdAmount", money(crossing, crossing.thresholdAmount()));
        data.put("BudgetName", crossing.budget().name());
        data.put("BudgetId", crossing.budget().id());
        data.put("BudgetStartDate", start(crossing).toString());
        data.put("BudgetCreator", BudgetNotification.creator(crossing));
        data.put("Unit", crossing.unit());
        if (isForecasted(crossing)) {
            // A forecast that is older than its field says the total as its spend, and not what was spent.
            data.put("SpentAmount", crossing.forecast().isPresent() ? money(crossing, crossing.spend()) : "");
            data.put("ForecastedTotalForPeriod", money(crossing, crossing.reached()));
        } else {
            data.put("SpentAmount", money(crossing, crossing.spend()));
        }
    }

    private static boolean isForecasted(Crossing crossing) {
        return crossing.notification().thresholdType().equals("Forecasted");
    }

    /** The category of the budget. */
    static String category(Crossing crossing) {
        if (crossing.occasion() instanceof ReservationsUnderused) {
            return "ReservationUtilization";
        }
        return crossing.measure().isPresent() ? "Usage" : "Cost";
    }

    /** The budget's first day; that of the period where an old event does not say it. */
    static LocalDate start(Crossing crossing) {
        return crossing.budget().startDate().orElse(crossing.period().start());
    }

    /**
     * {@code $1,234.50}; a currency without a sign in the United States has its code, {@code CHF1,234.50}. What is no money: {@code 41.67%}, or a
     * quantity with its unit.
     */
    private static String money(Crossing crossing, BigDecimal amount) {
        if (crossing.occasion() instanceof ReservationsUnderused) {
            return MoneyText.percent(amount, Locale.US);
        }
        return crossing.measure()
                .map(measure -> MoneyText.quantity(amount, measure, Locale.US))
                .orElseGet(() -> sign(crossing.currency()) + MoneyText.number(amount, crossing.currency(), Locale.US));
    }

    private static String sign(String currency) {
        try {
            return Currency.getInstance(currency).getSymbol(Locale.US);
        } catch (IllegalArgumentException unknown) {
            return currency;
        }
    }
}
