package dev.outlay.alert.transport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a webhook: a CloudEvent in structured mode, {@code dev.outlay.alert.v1} for one alert and {@code
 * dev.outlay.alert-digest.v1} for several. It is made from the recorded crossing alone, so that every attempt has the same
 * bytes. Decimals are texts.
 */
final class WebhookMessage {

    private static final String SOURCE = "/outlay/alert-service";

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
        event.put("type", parcel.digest() ? "dev.outlay.alert-digest.v1" : "dev.outlay.alert.v1");
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

    private static ObjectNode alert(Crossing crossing, String publicUrl, Optional<String> acknowledge) {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        alert.put("alertId", crossing.id().toString());
        ObjectNode budget = alert.putObject("budget");
        budget.put("id", crossing.budget().id());
        budget.put("name", crossing.budget().name());
        budget.put("uuid", crossing.budget().uuid().toString());
        alert.put("scope", crossing.budget().scope().id());
        ObjectNode notification = alert.putObject("notification");
        notification.put("key", crossing.notification().key());
        notification.put("thresholdType", crossing.notification().thresholdType());
        notification.put("operator", crossing.notification().operator());
        notification.put("threshold", crossing.notification().threshold().toPlainString());
        ObjectNode period = alert.putObject("period");
        period.put("timeGrain", crossing.period().timeGrain());
        period.put("start", crossing.period().start().toString());
        period.put("end", crossing.period().end().toString());
        alert.put("amount", crossing.amount().toPlainString());
        alert.put("thresholdAmount", crossing.thresholdAmount().toPlainString());
        alert.put("spend", crossing.spend().toPlainString());
        crossing.forecast().ifPresent(forecast -> alert.put("forecast", forecast.toPlainString()));
        alert.put("currency", crossing.currency());
        alert.put("priceView", crossing.priceView());
        alert.put("metric", crossing.metric());
        alert.put("late", crossing.late());
        alert.put("cause", crossing.cause().word());
        if (crossing.isTest()) {
            alert.put("test", true);
        }
        alert.put("crossedAt", crossing.crossedAt().toString());
        ObjectNode links = alert.putObject("links");
        links.put("alert", publicUrl + alertPath(crossing));
        links.put("budget", publicUrl + crossing.budget().id());
        acknowledge.ifPresent(link -> links.put("acknowledge", link));
        return alert;
    }

    static String alertPath(Crossing crossing) {
        return crossing.budget().scope().id() + "/providers/Microsoft.CostManagement/alerts/" + crossing.id();
    }
}
