package dev.outlay.alert.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/**
 * An alert as Azure's {@code AIP Budget Notification}, all values texts. Source: azure-rest-contract.md section 10. Names that only
 * Azure knows (of a subscription, of an enrollment) are empty, or the id where there is one.
 */
final class BudgetNotification {

    private BudgetNotification() {}

    /** As it is now: 17 fields, the threshold as an amount. */
    static ObjectNode of(Crossing crossing) {
        ObjectNode whole = whole();
        ObjectNode data = whole.putObject("data");
        Scope scope = crossing.budget().scope();
        writeSubscription(data, scope);
        data.put("EnrollmentNumber", "");
        data.put("DepartmentName", "");
        data.put("AccountName", "");
        data.put("BillingAccountId", account(scope));
        data.put("BillingProfileId", scope instanceof Scope.BillingProfile profile ? profile.name() : "");
        data.put("InvoiceSectionId", "");
        data.put("ResourceGroup", resourceGroup(scope));
        data.put("SpendingAmount", plain(crossing.reached()));
        LocalDate start = CommonAlert.start(crossing);
        data.put("BudgetStartDate", day(start) + " 12:00:00 AM +00:00");
        writeBudget(data, crossing);
        data.put("NotificationThresholdAmount", plain(crossing.thresholdAmount()));
        return marked(whole, data, crossing);
    }

    /** As it was in 2018: 11 fields, the threshold as a fraction of the amount. */
    static ObjectNode of2018(Crossing crossing) {
        ObjectNode whole = whole();
        ObjectNode data = whole.putObject("data");
        writeSubscription(data, crossing.budget().scope());
        data.put("SpendingAmount", plain(crossing.reached()));
        data.put("BudgetStartDate", day(CommonAlert.start(crossing)));
        writeBudget(data, crossing);
        data.put("ResourceGroup", resourceGroup(crossing.budget().scope()));
        data.put(
                "NotificationThresholdAmount",
                plain(crossing.notification().threshold().movePointLeft(2).stripTrailingZeros()));
        return marked(whole, data, crossing);
    }

    private static ObjectNode whole() {
        return JsonNodeFactory.instance.objectNode().put("schemaId", "AIP Budget Notification");
    }

    /** Azure's form has no place for it, and a test must not be taken for an alert. */
    private static ObjectNode marked(ObjectNode whole, ObjectNode data, Crossing crossing) {
        if (crossing.isTest()) {
            data.put("Test", "true");
        }
        return whole;
    }

    private static void writeSubscription(ObjectNode data, Scope scope) {
        String subscription =
                switch (scope) {
                    case Scope.Subscription own -> own.subscription();
                    case Scope.ResourceGroup group -> group.subscription();
                    default -> "";
                };
        data.put("SubscriptionName", subscription);
        data.put("SubscriptionId", subscription);
    }

    private static void writeBudget(ObjectNode data, Crossing crossing) {
        data.put("Budget", plain(crossing.amount()));
        data.put("Unit", crossing.unit());
        data.put("BudgetCreator", creator(crossing));
        data.put("BudgetName", crossing.budget().name());
        data.put("BudgetType", CommonAlert.category(crossing));
    }

    /**
     * Id of whoever made the budget; empty where that is somebody of the partner's and the alert is one of a customer's scope, whose people
     * get it.
     */
    static String creator(Crossing crossing) {
        boolean partnersAlone = crossing.budget().scope().isBilling();
        return crossing.budget()
                .creator()
                .filter(creator -> partnersAlone
                        || crossing.customer()
                                .map(CustomerKey::customer)
                                .filter(creator.tenant()::equals)
                                .isPresent())
                .map(Principal::id)
                .orElse("");
    }

    private static String account(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount account -> account.name();
            case Scope.BillingProfile profile -> profile.account();
            case Scope.Customer customer -> customer.account();
            default -> "";
        };
    }

    private static String resourceGroup(Scope scope) {
        return scope instanceof Scope.ResourceGroup group ? group.name() : "";
    }

    private static String day(LocalDate day) {
        return String.format(Locale.ROOT, "%d/%d/%d", day.getMonthValue(), day.getDayOfMonth(), day.getYear());
    }

    private static String plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0).toPlainString() : number.toPlainString();
    }
}
