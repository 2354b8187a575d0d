package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Posts signed messages. */
@ApplicationScoped
class WebhookTransport implements Transport {

    private final WebhookConnection connection;
    private final SignedMessages messages;
    private final Clock clock;

    WebhookTransport(WebhookConnection connection, SignedMessages messages, Clock clock) {
        this.connection = connection;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        return connection.exchange(
                parcel.target(), () -> messages.of(parcel, clock.instant()), this::answer, Function.identity());
    }

    private Future<Outcome> answer(HttpClientResponse response) {
        return BoundedBody.ofAnswer(response)
                .map(read -> WebhookAnswer.outcome(
                        response.statusCode(),
                        Optional.ofNullable(response.getHeader("retry-after")),
                        read,
                        clock.instant()));
    }
}
