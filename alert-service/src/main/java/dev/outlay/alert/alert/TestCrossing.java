package dev.outlay.alert.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.scope.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is told to test receivers: a crossing of a budget that there is not, at a scope that there is, with the figures that
 * Azure's own tests have. It is made as JSON, in the shape of the contract, since that is what is kept.
 */
public final class TestCrossing {

    /** Its {@code telling}, which no event may have. */
    static final String TELLING = "test";

    private TestCrossing() {}

    /**
     * Makes one.
     *
     * @param forecasted whether a forecast is said to have crossed, and not a spend
     * @param customer   whose scope it is, where it is a customer's
     * @param asking     whoever asks, whose right to be told is asked again when it is sent
     */
    public static Told of(
            UUID id, Scope scope, Optional<CustomerKey> customer, Principal asking, boolean forecasted, Instant now) {
        String name = forecasted ? "Test_forecasted_budget" : "Test_actual_cost_budget";
        Budget budget = new Budget(UUID.randomUUID(), name, scope);
        return of(id, budget, customer, asking, forecasted, now);
    }

    /**
     * The budget of a test, which there is not.
     *
     * @param scope where it stands, which there is
     */
    public record Budget(UUID uuid, String name, Scope scope) {}

    /** Makes one of a spend, of which nobody is said to have made the budget; several of one budget can differ in when they were crossed. */
    public static Crossing of(Budget budget, Instant crossedAt) {
        Principal nobody = new Principal("", "", Set.of());
        return of(UUID.randomUUID(), budget, Optional.empty(), nobody, false, crossedAt)
                .crossing();
    }

    private static Told of(
            UUID id, Budget budget, Optional<CustomerKey> customer, Principal asking, boolean forecasted, Instant now) {
        Scope scope = budget.scope();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        writeBudget(data.putObject("budget"), budget, asking, now);
        data.putObject("scope")
                .put("kind", scope.getClass().getSimpleName())
                .put("billingAccount", account(scope, customer))
                .put("customer", customer.map(CustomerKey::customer).orElse(null));
        ObjectNode notification = data.putObject("notification")
                .put("key", forecasted ? "Forecasted_GreaterThan_100_Percent" : "Actual_GreaterThan_50_Percent")
                .put("thresholdType", forecasted ? "Forecasted" : "Actual")
                .put("operator", "GreaterThan")
                .put("threshold", forecasted ? "100" : "50");
        notification.putArray("contactEmails");
        notification.putArray("contactRoles");
        notification.putArray("contactGroups");
        LocalDate first = month(now);
        data.putObject("period")
                .put("timeGrain", "Monthly")
                .put("start", first.toString())
                .put("end", first.plusMonths(1).toString());
        data.put("amount", "50.00")
                .put("thresholdAmount", forecasted ? "50.00" : "25.00")
                .put("spend", forecasted ? "1111.11" : "26.10")
                .put("currency", "USD")
                .put("priceView", scope.isBilling() ? "Invoiced" : "Retail")
                .put("metric", "Actual")
                .put("late", false)
                .put("telling", TELLING)
                .put("cause", Crossing.Cause.EVALUATION.word())
                .put("crossedAt", now.truncatedTo(ChronoUnit.MILLIS).toString());
        String json = data.toString();
        return new Told(AlertsTable.crossing(id, json), json, Optional.empty());
    }

    private static void writeBudget(ObjectNode written, Budget budget, Principal asking, Instant now) {
        written.put("uuid", budget.uuid().toString())
                .put("id", budget.scope().id() + "/providers/Microsoft.Consumption/budgets/" + budget.name())
                .put("name", budget.name())
                .put("scope", budget.scope().id())
                .put("startDate", month(now).toString());
        if (!asking.tenant().isEmpty()) {
            written.putObject("creator").put("principalId", asking.id()).put("tenantId", asking.tenant());
            ArrayNode groups = written.putArray("writers")
                    .addObject()
                    .put("principalId", asking.id())
                    .put("tenantId", asking.tenant())
                    .putArray("groups");
            asking.groups().forEach(groups::add);
        }
    }

    private static LocalDate month(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static String account(Scope scope, Optional<CustomerKey> customer) {
        return switch (scope) {
            case Scope.BillingAccount account -> account.name();
            case Scope.BillingProfile profile -> profile.account();
            case Scope.Customer own -> own.account();
            case Scope.Subscription ignored -> account(customer);
            case Scope.ResourceGroup ignored -> account(customer);
        };
    }

    /** Which account an unknown subscription is in nobody knows, and no test says it. */
    private static String account(Optional<CustomerKey> customer) {
        return customer.map(CustomerKey::billingAccount).orElse("unknown");
    }
}
