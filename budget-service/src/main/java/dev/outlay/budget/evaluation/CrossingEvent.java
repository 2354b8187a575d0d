package dev.outlay.budget.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.OldFilters;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.WritersJson;
import dev.outlay.budget.outbox.CloudEventHeaders;
import dev.outlay.budget.outbox.OutboxMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a crossing as the alert service reads it ({@code deploy/contracts/crossing.v1.schema.json}). */
final class CrossingEvent {

    static final String TOPIC = "budget-alerts";
    static final String TYPE = "dev.outlay.crossing.v1";

    /** What a notification without a locale is told in. */
    private static final String ENGLISH = "en-us";

    private static final ObjectMapper JSON = new ObjectMapper();

    private CrossingEvent() {}

    /**
     * @param unit of measure of what the budget counts; null for cost, which is in the crossing's currency
     * @param cause what brought the spend there
     * @param crossedAt when it was found
     * @param acceptedAt when the oldest charge of the batch that caused it was accepted by the ingest service; null when unknown
     */
    static OutboxMessage of(
            Crossing crossing, @Nullable String unit, Cause cause, Instant crossedAt, @Nullable Instant acceptedAt) {
        Budget budget = crossing.watched().budget();
        String id = crossing.id().toString();
        return new OutboxMessage(
                TOPIC,
                budget.uuid().toString(),
                id,
                CloudEventHeaders.of(TYPE, id, budget.armId()),
                data(crossing, unit, cause, crossedAt, acceptedAt).toString());
    }

    static ObjectNode data(
            Crossing crossing, @Nullable String unit, Cause cause, Instant crossedAt, @Nullable Instant acceptedAt) {
        Budget budget = crossing.watched().budget();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode notification = notificationNode(crossing.notification(), budget);
        data.set("budget", budgetNode(budget, notification));
        data.set("scope", scopeNode(crossing.watched().place()));
        data.set("notification", notification);
        data.set("period", periodNode(budget, crossing.period()));
        data.put("amount", plain(crossing.amount()))
                .put("thresholdAmount", plain(crossing.notification().thresholdAmount(crossing.amount())))
                .put("spend", plain(crossing.spend()))
                .put("currency", crossing.currency());
        if (unit != null) {
            data.put("unit", unit);
        }
        data.put("priceView", crossing.watched().place().kind().priceView().label())
                .put("metric", budget.metric().label());
        if (crossing.forecast() != null) {
            data.put("forecast", plain(crossing.forecast()));
        }
        data.set("filter", filterNode(budget.filterText()));
        data.put("late", crossing.late())
                .put("telling", crossing.telling().label())
                .put("cause", cause.label())
                .put("crossedAt", crossedAt.toString())
                .put("acceptedAt", acceptedAt == null ? null : acceptedAt.toString());
        return data;
    }

    static ObjectNode scopeNode(WatchedBudget.Place place) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", place.kind().label())
                .put("billingAccount", place.billingAccount())
                .put("billingProfile", place.billingProfile())
                .put("customer", place.customer())
                .put("subscription", place.subscription())
                .put("resourceGroup", place.resourceGroup());
    }

    static ObjectNode periodNode(Budget budget, Period period) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("timeGrain", budget.grain().label())
                .put("start", period.start().toString())
                .put("end", period.end().toString());
    }

    /** @param named whom the event names, in the fields of a notification: it says who had them told */
    static ObjectNode budgetNode(Budget budget, ObjectNode named) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("uuid", budget.uuid().toString())
                .put("id", budget.armId())
                .put("name", budget.name())
                .put("scope", budget.scopeArmId())
                .put("startDate", budget.startDate().toString());
        node.putObject("creator")
                .put("principalId", budget.creator().principalId())
                .put("tenantId", budget.creator().tenantId());
        if (budget.writersText() != null) {
            node.set("writers", WritersJson.told(budget.writersText(), named));
        }
        return node;
    }

    /** A crossing is one for all notifications of its condition (DESIGN.md section 6, point 6): it goes to the contacts of each, to each in its own language. */
    private static ObjectNode notificationNode(Notification notification, Budget budget) {
        List<Notification> alike = budget.notifications().stream()
                .filter(other -> other.enabled() && other.hasConditionOf(notification))
                .filter(other -> !other.key().equals(notification.key()))
                .toList();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("key", notification.key())
                .put("thresholdType", notification.thresholdType().label())
                .put("operator", notification.operator().label())
                .put("threshold", plain(notification.threshold()))
                .put("locale", notification.locale());
        node.set("contactEmails", contacts(notification, alike, Notification::contactEmails));
        node.set("contactRoles", contacts(notification, alike, Notification::contactRoles));
        node.set("contactGroups", contacts(notification, alike, Notification::contactGroups));
        ObjectNode locales = contactLocales(notification, alike);
        if (!locales.isEmpty()) {
            node.set("contactLocales", locales);
        }
        return node;
    }

    /** Whom all of them name, each once. */
    private static ArrayNode contacts(
            Notification notification, List<Notification> alike, Function<Notification, List<String>> named) {
        return texts(Stream.concat(Stream.of(notification), alike.stream())
                .flatMap(one -> named.apply(one).stream())
                .distinct()
                .toList());
    }

    /** The languages of those addresses that are to be told in another one than the notification's; who is named twice is told as the first says. */
    private static ObjectNode contactLocales(Notification notification, List<Notification> alike) {
        ObjectNode locales = JsonNodeFactory.instance.objectNode();
        for (Notification other : alike) {
            if (!Objects.equals(other.locale(), notification.locale())) {
                other.contactEmails().stream()
                        .map(address -> address.toLowerCase(Locale.ROOT))
                        .filter(address -> notification.contactEmails().stream().noneMatch(address::equalsIgnoreCase))
                        .filter(address -> !locales.has(address))
                        .forEach(address -> locales.put(address, Objects.requireNonNullElse(other.locale(), ENGLISH)));
            }
        }
        return locales;
    }

    private static JsonNode filterNode(@Nullable String filterText) {
        if (filterText == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            return JSON.readTree(OldFilters.filter(filterText));
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("a budget's filter that cannot be read", notOurs);
        }
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }
}
