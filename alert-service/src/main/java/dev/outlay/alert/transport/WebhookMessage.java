package dev.outlay.alert.transport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Explanation;
import dev.outlay.alert.alert.Occasion;
import dev.outlay.alert.alert.ReservationsUnderused;
import dev.outlay.alert.delivery.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a webhook: a CloudEvent in structured mode, {@code dev.outlay.alert.v1} for one alert and {@code
 * dev.outlay.alert-digest.v1} for several. Reservations have a type of their own, {@code
 * dev.outlay.reservation-utilization-alert.v1}: whoever looks for the spend in an alert would find none. It is made from the recorded
 * crossing alone, so that every attempt has the same bytes. Decimals are texts.
 */
final class WebhookMessage {

    static final String SOURCE = "/outlay/alert-service";

    private WebhookMessage() {}

    /**
     * The bytes to send.
     *
     * @param publicUrl   what stands before the links, without a trailing slash, or is empty
     * @param acknowledge the link to say that all of it was seen, where there is one
     */
    static byte[] body(Parcel parcel, String publicUrl, Optional<String> acknowledge) {
        Crossing first = parcel.crossings().getFirst();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", parcel.id().toString());
        event.put("source", SOURCE);
        event.put("type", type(parcel));
        event.put("time", first.crossedAt().toString());
        event.put("subject", first.budget().id());
        event.put("datacontenttype", "application/json");
        if (parcel.digest()) {
            ArrayNode alerts = event.putObject("data").putArray("alerts");
            parcel.crossings().forEach(crossing -> alerts.add(alert(crossing, publicUrl, acknowledge)));
        } else {
            event.set("data", alert(first, publicUrl, acknowledge));
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String type(Parcel parcel) {
        if (parcel.digest()) {
            return "dev.outlay.alert-digest.v1";
        }
        return parcel.crossings().getFirst().occasion() instanceof ReservationsUnderused
                ? "dev.outlay.reservation-utilization-alert.v1"
                : "dev.outlay.alert.v1";
    }

    private static ObjectNode alert(Crossing crossing, String publicUrl, Optional<String> acknowledge) {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        writeBudget(alert, crossing);
        if (crossing.occasion() instanceof ReservationsUnderused under) {
            writeReservations(alert, crossing, under);
        } else {
            writeAmounts(alert, crossing);
        }
        ObjectNode links = alert.putObject("links");
        links.put("alert", publicUrl + alertPath(crossing));
        links.put("budget", publicUrl + crossing.budget().id());
        acknowledge.ifPresent(link -> links.put("acknowledge", link));
        return alert;
    }

    private static void writeBudget(ObjectNode alert, Crossing crossing) {
        alert.put("alertId", crossing.id().toString());
        ObjectNode budget = alert.putObject("budget");
        budget.put("id", crossing.budget().id());
        budget.put("name", crossing.budget().name());
        budget.put("uuid", crossing.budget().uuid().toString());
        alert.put("scope", crossing.budget().scope().id());
    }

    private static void writeAmounts(ObjectNode alert, Crossing crossing) {
        ObjectNode notification = alert.putObject("notification");
        notification.put("key", crossing.notification().key());
        notification.put("thresholdType", crossing.notification().thresholdType());
        notification.put("operator", crossing.notification().operator());
        notification.put("threshold", crossing.notification().threshold().toPlainString());
        writePeriod(alert.putObject("period"), crossing.period());
        alert.put("amount", crossing.amount().toPlainString());
        alert.put("thresholdAmount", crossing.thresholdAmount().toPlainString());
        alert.put("spend", crossing.spend().toPlainString());
        crossing.forecast().ifPresent(forecast -> alert.put("forecast", forecast.toPlainString()));
        crossing.measure()
                .ifPresentOrElse(unit -> alert.put("unit", unit), () -> alert.put("currency", crossing.currency()));
        alert.put("priceView", crossing.priceView());
        alert.put("metric", crossing.metric());
        alert.put("late", crossing.late());
        alert.put("cause", crossing.cause().word());
        if (crossing.isTest()) {
            alert.put("test", true);
        }
        alert.put("crossedAt", crossing.crossedAt().toString());
        if (crossing.occasion() instanceof Occasion.ThresholdReached reached) {
            reached.explanation().ifPresent(explanation -> writeExplanation(alert, explanation));
        }
    }

    private static void writeExplanation(ObjectNode alert, Explanation explanation) {
        ObjectNode written = alert.putObject("explanation");
        writeDays(written.putObject("days"), explanation.days());
        writeDays(written.putObject("comparedWith"), explanation.comparedWith());
        writeAmounts(written, explanation.all());
        ArrayNode services = written.putArray("services");
        explanation
                .services()
                .forEach(each -> writeAmounts(services.addObject().put("name", each.name()), each.amounts()));
        ArrayNode subscriptions = written.putArray("subscriptions");
        explanation
                .subscriptions()
                .forEach(each -> writeAmounts(subscriptions.addObject().put("id", each.name()), each.amounts()));
        ArrayNode groups = written.putArray("resourceGroups");
        for (Explanation.Group each : explanation.resourceGroups()) {
            ObjectNode group = groups.addObject().put("name", each.name());
            if (!each.subscription().isEmpty()) {
                group.put("subscription", each.subscription());
            }
            writeAmounts(group, each.amounts());
        }
    }

    private static void writeDays(ObjectNode written, Explanation.Days days) {
        written.put("start", days.start().toString());
        written.put("end", days.end().toString());
    }

    private static void writeAmounts(ObjectNode written, Explanation.Amounts amounts) {
        written.put("spend", amounts.spend().toPlainString());
        written.put("before", amounts.before().toPlainString());
        written.put("change", amounts.change().toPlainString());
        written.put("currency", amounts.currency());
    }

    private static void writeReservations(ObjectNode alert, Crossing crossing, ReservationsUnderused under) {
        ObjectNode notification = alert.putObject("notification");
        notification.put("key", crossing.notification().key());
        notification.put("operator", crossing.notification().operator());
        notification.put("threshold", crossing.notification().threshold().toPlainString());
        notification.put("frequency", under.frequency().word());
        writePeriod(alert.putObject("window"), crossing.period());
        alert.put("utilization", crossing.spend().toPlainString());
        alert.put("reservationsBelow", under.below());
        alert.put("reservationsSeen", under.seen());
        ArrayNode reservations = alert.putArray("reservations");
        under.reservations().forEach(each -> reservations
                .addObject()
                .put("id", each.id())
                .put("name", each.name().orElse(null))
                .put("utilization", each.utilization().toPlainString())
                .put("used", each.used().toPlainString())
                .put("unused", each.unused().toPlainString())
                .put("currency", each.currency()));
        alert.put("priceView", crossing.priceView());
        alert.put("foundAt", crossing.crossedAt().toString());
    }

    private static void writePeriod(ObjectNode written, Crossing.Period period) {
        written.put("timeGrain", period.timeGrain());
        written.put("start", period.start().toString());
        written.put("end", period.end().toString());
    }

    static String alertPath(Crossing crossing) {
        return crossing.budget().scope().id() + "/providers/Microsoft.CostManagement/alerts/" + crossing.id();
    }
}
