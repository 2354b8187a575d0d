package dev.outlay.alert.transport;

import dev.outlay.alert.conformance.Heard;
import dev.outlay.alert.conformance.TryMessage;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends the messages with which receivers are tried: as all others, with all that is refused there, written and signed by who writes those; over connections of their own, so that nothing else waits for receivers that hang. */
@ApplicationScoped
class WebhookTrial implements TryMessage {

    private final WebhookConnection connection;
    private final SignedMessages messages;
    private final Clock clock;

    WebhookTrial(WebhookConnection connection, SignedMessages messages, Clock clock) {
        this.connection = connection;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public int bytes(Parcel parcel) {
        return messages.body(parcel).length;
    }

    @Override
    public Uni<Heard> send(Parcel parcel, Instant timestamp) {
        return connection.exchangeApart(
                parcel.target(), () -> messages.of(parcel, timestamp), this::heard, WebhookTrial::nothing);
    }

    private Future<Heard> heard(HttpClientResponse response) {
        Optional<Duration> patience = Optional.ofNullable(response.getHeader("retry-after"))
                .flatMap(text -> WebhookAnswer.patience(text, clock.instant()));
        return BoundedBody.ofAnswer(response).map(text -> Heard.answer(response.statusCode(), patience, text));
    }

    private static Heard nothing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TryLater later -> Heard.nothing(later.reason(), later.detail());
            case Outcome.Refused refused -> Heard.nothing(refused.reason(), refused.detail());
            case Outcome.Accepted accepted -> Heard.nothing("unforeseen", "");
        };
    }
}
