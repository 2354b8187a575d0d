package dev.outlay.budget.reservation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.WritersJson;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Writes that reservations are used too little, as the alert service reads it ({@code deploy/contracts/reservation-utilization.v1.schema.json}). */
final class UtilizationEvent {

    static final String TOPIC = "budget-alerts";
    static final String TYPE = "dev.outlay.reservation-utilization.v1";

    /** How many reservations it names; it says how many there are. */
    static final int MOST_NAMED = 20;

    private UtilizationEvent() {}

    /**
     * @param looked of which at least one reservation is below the threshold
     * @param number which telling under its condition it is
     * @param foundAt when it was found
     */
    static OutboxMessage of(Looked looked, int number, Instant foundAt) {
        WatchedReservations watched = looked.watched();
        String id = id(watched, number).toString();
        return new OutboxMessage(
                TOPIC,
                watched.uuid().toString(),
                id,
                CloudEventHeaders.of(TYPE, id, watched.armId()),
                data(looked, foundAt).toString());
    }

    /** The same however often it is sent: of the budget, its condition and how often that was told before, and nothing else. */
    static UUID id(WatchedReservations watched, int number) {
        return UUID.nameUUIDFromBytes((watched.uuid() + "|utilization|" + watched.condition() + "|" + number)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode data(Looked looked, Instant foundAt) {
        WatchedReservations watched = looked.watched();
        List<ReservationUse> below = looked.below();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode notification = notificationNode(watched);
        data.set("budget", budgetNode(watched, notification));
        data.set("scope", scopeNode(watched.place()));
        data.set("notification", notification);
        data.putObject("window")
                .put("timeGrain", watched.grain().label())
                .put("start", looked.window().start().toString())
                .put("end", looked.window().end().toString());
        data.put("utilization", plain(Objects.requireNonNull(looked.utilization())))
                .put("reservationsBelow", below.size())
                .put("reservationsSeen", looked.uses().size());
        ArrayNode reservations = data.putArray("reservations");
        below.stream().limit(MOST_NAMED).forEach(use -> reservations.add(reservationNode(use)));
        return data.put("priceView", watched.place().kind().priceView().label()).put("foundAt", foundAt.toString());
    }

    /** @param named whom the event names, in the fields of a notification: it says who had them told */
    static ObjectNode budgetNode(WatchedReservations watched, ObjectNode named) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("uuid", watched.uuid().toString())
                .put("id", watched.armId())
                .put("name", watched.name())
                .put("scope", watched.scopeArmId())
                .put("startDate", watched.startDate().toString());
        node.putObject("creator")
                .put("principalId", watched.creator().principalId())
                .put("tenantId", watched.creator().tenantId());
        if (watched.writersText() != null) {
            node.set("writers", WritersJson.told(watched.writersText(), named));
        }
        return node;
    }

    static ObjectNode scopeNode(WatchedReservations.Place place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", place.kind().label())
                .put("billingAccount", place.billingAccount())
                .put("billingProfile", place.billingProfile())
                .put("customer", place.customer())
                .putNull("subscription")
                .putNull("resourceGroup");
    }

    private static ObjectNode notificationNode(WatchedReservations watched) {
        Notification notification = watched.notified().notification();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("key", notification.key())
                .put("operator", notification.operator().label())
                .put("threshold", notification.threshold().toPlainString())
                .put("frequency", watched.notified().frequency().label())
                .put("locale", notification.locale());
        node.set("contactEmails", texts(notification.contactEmails()));
        node.set("contactRoles", texts(notification.contactRoles()));
        node.set("contactGroups", texts(notification.contactGroups()));
        return node;
    }

    private static ObjectNode reservationNode(ReservationUse use) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", use.id())
                .put("name", use.name())
                .put("utilization", plain(use.utilization()))
                .put("used", plain(use.used()))
                .put("unused", plain(use.unused()))
                .put("currency", use.currency());
    }

    static ArrayNode texts(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.stream().distinct().forEach(array::add);
        return array;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
