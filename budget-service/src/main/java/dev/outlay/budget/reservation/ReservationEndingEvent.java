package dev.outlay.budget.reservation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.TimeGrain;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes that the end of a budget of reservations comes near, as the alert service reads it ({@code deploy/contracts/budget-ending.v1.schema.json}): as the end of every budget, and what it watches beside that. It has no
 * periods, amount or spend; they are written as the schema says nevertheless, so that an alert service which knows ends of other budgets alone tells this one as any of them.
 */
final class ReservationEndingEvent {

    static final String TYPE = "dev.outlay.budget-ending.v1";

    /** Of an amount and a spend that there are not. */
    private static final String NOTHING = "0";

    private ReservationEndingEvent() {}

    /**
     * @param watched a budget with an end, whose notification is enabled
     * @param warnedAt when it was found
     */
    static OutboxMessage of(WatchedReservations watched, Instant warnedAt) {
        LocalDate endDate = Objects.requireNonNull(watched.endDate());
        String id = id(watched.uuid(), endDate).toString();
        return new OutboxMessage(
                UtilizationEvent.TOPIC,
                watched.uuid().toString(),
                id,
                CloudEventHeaders.of(TYPE, id, watched.armId()),
                data(watched, endDate, warnedAt).toString());
    }

    /** The same however often it is found: of the budget and its end, and nothing else, as of every budget. */
    static UUID id(UUID budget, LocalDate endDate) {
        return UUID.nameUUIDFromBytes((budget + "|ends|" + endDate).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode data(WatchedReservations watched, LocalDate endDate, Instant warnedAt) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode contacts = contacts(watched.notified().notification());
        data.set("budget", UtilizationEvent.budgetNode(watched, contacts).put("endDate", endDate.toString()));
        data.set("scope", UtilizationEvent.scopeNode(watched.place()));
        data.set("contacts", contacts);
        data.putObject("period")
                .put("timeGrain", TimeGrain.CUSTOM.label())
                .put("start", watched.startDate().toString())
                .put("end", endDate.plusDays(1).toString());
        data.put("amount", NOTHING).put("spend", NOTHING).putNull("currency");
        data.put("priceView", watched.place().kind().priceView().label()).put("metric", Metric.AMORTIZED.label());
        data.putObject("reservationUtilization")
                .put("timeGrain", watched.grain().label())
                .put("threshold", watched.threshold().toPlainString());
        return data.put("warnedAt", warnedAt.toString());
    }

    private static ObjectNode contacts(Notification notification) {
        ObjectNode contacts = JsonNodeFactory.instance.objectNode().put("locale", notification.locale());
        contacts.set("contactEmails", UtilizationEvent.texts(notification.contactEmails()));
        contacts.set("contactRoles", UtilizationEvent.texts(notification.contactRoles()));
        contacts.set("contactGroups", UtilizationEvent.texts(notification.contactGroups()));
        return contacts;
    }
}
