package dev.outlay.alert.transport;

import dev.outlay.alert.conformance.Heard;
import dev.outlay.alert.conformance.TryMessage;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Sends the messages with which receivers are tried: by the connection of all others, with all that is refused there, written and signed by who writes those. */
@ApplicationScoped
class WebhookTrial implements TryMessage {

    private final WebhookConnection connection;
    private final SignedMessages messages;

    WebhookTrial(WebhookConnection connection, SignedMessages messages) {
        this.connection = connection;
        this.messages = messages;
    }

    @Override
    public int bytes(Parcel parcel) {
        return messages.body(parcel).length;
    }

    @Override
    public Uni<Heard> send(Parcel parcel, Instant timestamp) {
        return connection.exchange(
                parcel.target(), () -> messages.of(parcel, timestamp), WebhookTrial::heard, WebhookTrial::nothing);
    }

    private static Future<Heard> heard(HttpClientResponse response) {
        boolean saysWhen = response.getHeader("retry-after") != null;
        return BoundedBody.ofAnswer(response).map(text -> Heard.answer(response.statusCode(), saysWhen, text));
    }

    private static Heard nothing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TryLater later -> Heard.nothing(later.reason(), later.detail());
            case Outcome.Refused refused -> Heard.nothing(refused.reason(), refused.detail());
            case Outcome.Accepted accepted -> Heard.nothing("unforeseen", "");
        };
    }
}
