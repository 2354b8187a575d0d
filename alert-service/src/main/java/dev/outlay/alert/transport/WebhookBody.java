package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a webhook in the form that its receiver asks for. It is made from the recorded crossing alone, so that every attempt
 * has the same bytes.
 */
final class WebhookBody {

    private WebhookBody() {}

    /**
     * The bytes to send.
     *
     * @param publicUrl   what stands before the links, without a trailing slash, or is empty
     * @param acknowledge the link to say that it was seen, where there is one; Azure's forms have no place for it
     */
    static byte[] of(Parcel parcel, String publicUrl, Optional<String> acknowledge) {
        Crossing crossing = parcel.crossings().getFirst();
        return switch (parcel.format()) {
            case CLOUD_EVENTS -> WebhookMessage.body(parcel, publicUrl, acknowledge);
            case COMMON_ALERT -> bytes(CommonAlert.of(crossing).toString());
            case BUDGET_NOTIFICATION -> bytes(BudgetNotification.of(crossing).toString());
            case BUDGET_NOTIFICATION_2018 ->
                bytes(BudgetNotification.of2018(crossing).toString());
        };
    }

    /** The media type of the body. */
    static String contentType(Parcel parcel) {
        return parcel.format() == BodyFormat.CLOUD_EVENTS
                ? "application/cloudevents+json; charset=utf-8"
                : "application/json; charset=utf-8";
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
