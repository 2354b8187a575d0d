package dev.outlay.alert.alert;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.alert.ReservationsUnderused.Frequency;
import dev.outlay.alert.alert.ReservationsUnderused.Reservation;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads that reservations are used too little; see {@code reservation-utilization.v1.schema.json}. */
final class ReservationUtilizationJson {

    /** The CloudEvents type. */
    static final String TYPE = "dev.outlay.reservation-utilization.v1";

    /** Over which days such a budget looks. */
    static final Set<String> TIME_GRAINS = Set.of("Last7Days", "Last30Days");

    /** Of what is reserved, in percent. */
    private static final BigDecimal WHOLE = new BigDecimal("100");

    private ReservationUtilizationJson() {}

    /** Whether data that was kept is of such an event: it has a window where all others have a period. */
    static boolean isOne(Fields data) {
        return data.node().has("window") && !data.node().has("period");
    }

    /**
     * Reads the data of the event with this id. Its scope must be a billing scope: what nobody used of a reservation is an invoiced
     * price, which a customer's people never see.
     */
    static Crossing read(UUID id, Fields data) throws Unreadable {
        Fields scope = data.object("scope");
        String account = scope.text("billingAccount");
        scope.oneOf("kind", Set.of("BillingAccount", "BillingProfile", "Customer"));
        Crossing.Budget budget = CrossingJson.budget(data.object("budget"));
        if (!budget.scope().isBilling()) {
            throw new Unreadable(data.pointer() + "/budget/scope", "must be a billing scope");
        }
        Fields notification = data.object("notification");
        BigDecimal threshold = threshold(notification);
        Fields window = data.object("window");
        return new Crossing(
                id,
                budget,
                account,
                scope.optionalText("customer").map(name -> new CustomerKey(account, name)),
                new Crossing.Notification(
                        notification.text("key"),
                        "Actual",
                        notification.oneOf("operator", Set.of("LessThan")),
                        threshold,
                        notification.optionalText("locale").orElse("en-us"),
                        notification.requiredTexts("contactEmails"),
                        notification.texts("contactRoles"),
                        notification.requiredTexts("contactGroups"),
                        Map.of()),
                new Crossing.Period(window.oneOf("timeGrain", TIME_GRAINS), window.day("start"), window.day("end")),
                WHOLE,
                threshold,
                percent(data, "utilization"),
                Optional.empty(),
                "",
                Optional.empty(),
                data.oneOf("priceView", Set.of("Invoiced")),
                "Amortized",
                false,
                Crossing.Telling.TELL,
                Crossing.Cause.EVALUATION,
                data.moment("foundAt"),
                Optional.empty(),
                new ReservationsUnderused(
                        Frequency.ofWord(notification.oneOf("frequency", Frequency.WORDS)),
                        data.count("reservationsBelow"),
                        data.count("reservationsSeen"),
                        reservations(data)));
    }

    private static List<Reservation> reservations(Fields data) throws Unreadable {
        List<Reservation> reservations = new ArrayList<>();
        for (Fields each : data.objects("reservations")) {
            reservations.add(new Reservation(
                    each.text("id"),
                    each.optionalText("name"),
                    percent(each, "utilization"),
                    each.decimal("used"),
                    each.decimal("unused"),
                    CrossingJson.currency(each)));
        }
        if (reservations.isEmpty() || reservations.size() > ReservationsUnderused.MOST) {
            throw new Unreadable(
                    data.pointer() + "/reservations", "must be a list of 1 to " + ReservationsUnderused.MOST);
        }
        return List.copyOf(reservations);
    }

    /** The threshold that these fields have: part of what is reserved, in percent. */
    static BigDecimal threshold(Fields fields) throws Unreadable {
        BigDecimal threshold = percent(fields, "threshold");
        if (threshold.compareTo(WHOLE) > 0) {
            throw new Unreadable(fields.pointer() + "/threshold", "must be at most 100");
        }
        return threshold;
    }

    private static BigDecimal percent(Fields fields, String name) throws Unreadable {
        if (fields.text(name).startsWith("-")) {
            throw new Unreadable(fields.pointer() + "/" + name, "must not be negative");
        }
        return fields.decimal(name);
    }
}
