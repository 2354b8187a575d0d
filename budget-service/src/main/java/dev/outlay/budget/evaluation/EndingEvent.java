package dev.outlay.budget.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes that a budget's end comes near, as the alert service reads it ({@code deploy/contracts/budget-ending.v1.schema.json}). */
final class EndingEvent {

    static final String TYPE = "dev.outlay.budget-ending.v1";

    private EndingEvent() {}

    /**
     * @param endDate last day of the budget, UTC
     * @param period in which today lies
     * @param spend of that period so far, in {@code currency}
     * @param currency ISO 4217; null while nothing was charged to the scope
     * @param unit of measure of what the budget counts; null for cost
     * @param warnedAt when it was found
     */
    static OutboxMessage of(
            WatchedBudget watched,
            LocalDate endDate,
            Period period,
            BigDecimal spend,
            @Nullable String currency,
            @Nullable String unit,
            Instant warnedAt) {
        Budget budget = watched.budget();
        String id = id(budget.uuid(), endDate).toString();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode contacts = contacts(budget.notifications());
        data.set("budget", CrossingEvent.budgetNode(budget, contacts).put("endDate", endDate.toString()));
        data.set("scope", CrossingEvent.scopeNode(watched.place()));
        data.set("contacts", contacts);
        data.set("period", CrossingEvent.periodNode(budget, period));
        data.put("amount", budget.amountOf(period).toPlainString())
                .put("spend", spend.toPlainString())
                .put("currency", currency);
        if (unit != null) {
            data.put("unit", unit);
        }
        data.put("priceView", watched.place().kind().priceView().label())
                .put("metric", budget.metric().label())
                .put("warnedAt", warnedAt.toString());
        return new OutboxMessage(
                CrossingEvent.TOPIC,
                budget.uuid().toString(),
                id,
                CloudEventHeaders.of(TYPE, id, budget.armId()),
                data.toString());
    }

    /** The same however often it is found: of the budget and its end, and nothing else. */
    static UUID id(UUID budget, LocalDate endDate) {
        return UUID.nameUUIDFromBytes((budget + "|ends|" + endDate).getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever an enabled notification names, each once; the language is that of the first. */
    private static ObjectNode contacts(List<Notification> notifications) {
        List<Notification> enabled =
                notifications.stream().filter(Notification::enabled).toList();
        ObjectNode contacts = JsonNodeFactory.instance.objectNode();
        contacts.put(
                "locale",
                enabled.stream()
                        .flatMap(notification -> Stream.ofNullable(notification.locale()))
                        .findFirst()
                        .orElse(null));
        contacts.set("contactEmails", all(enabled, Notification::contactEmails));
        contacts.set("contactRoles", all(enabled, Notification::contactRoles));
        contacts.set("contactGroups", all(enabled, Notification::contactGroups));
        return contacts;
    }

    private static ArrayNode all(List<Notification> notifications, Function<Notification, List<String>> contacts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        notifications.stream().map(contacts).flatMap(List::stream).distinct().forEach(array::add);
        return array;
    }
}
