package dev.outlay.alert.alert;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads that a budget's end comes near; see {@code budget-ending.v1.schema.json}. */
final class BudgetEndingJson {

    /** The CloudEvents type. */
    static final String TYPE = "dev.outlay.budget-ending.v1";

    private BudgetEndingJson() {}

    /** Reads the data of the event with this id. */
    static Crossing read(UUID id, Fields data) throws Unreadable {
        Fields scope = data.object("scope");
        String account = scope.text("billingAccount");
        scope.oneOf("kind", Set.of("BillingAccount", "BillingProfile", "Customer", "Subscription", "ResourceGroup"));
        Fields budget = data.object("budget");
        Fields contacts = data.object("contacts");
        return new Crossing(
                id,
                CrossingJson.budget(budget),
                account,
                scope.optionalText("customer").map(name -> new CustomerKey(account, name)),
                new Crossing.Notification(
                        "",
                        "Actual",
                        "None",
                        BigDecimal.ZERO,
                        contacts.optionalText("locale").orElse("en-us"),
                        contacts.requiredTexts("contactEmails"),
                        contacts.texts("contactRoles"),
                        contacts.requiredTexts("contactGroups"),
                        Map.of()),
                CrossingJson.period(data.object("period")),
                data.decimal("amount"),
                BigDecimal.ZERO,
                data.decimal("spend"),
                Optional.empty(),
                data.optionalText("currency").isEmpty() ? "" : CrossingJson.currency(data),
                CrossingJson.measure(data),
                data.oneOf("priceView", Set.of("Invoiced", "Retail")),
                data.oneOf("metric", CrossingJson.METRICS),
                false,
                Crossing.Telling.TELL,
                Crossing.Cause.EVALUATION,
                data.moment("warnedAt"),
                Optional.empty(),
                new Occasion.EndComesNear(budget.day("endDate"), watching(data)));
    }

    private static Optional<Occasion.OfReservations> watching(Fields data) throws Unreadable {
        Optional<Fields> said = data.optionalObject("reservationUtilization");
        if (said.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Occasion.OfReservations(
                said.get().oneOf("timeGrain", ReservationUtilizationJson.TIME_GRAINS),
                ReservationUtilizationJson.threshold(said.get())));
    }
}
