package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Posts signed messages. */
@ApplicationScoped
class WebhookTransport implements Transport {

    /** How long the rest of an answer is read for the sake of the connection, once its status was a yes. */
    private static final long MOST_AFTER_SUCCESS = 500;

    private final WebhookConnection connection;
    private final SecretSeal seal;
    private final Clock clock;
    private final PublicLinks links;
    private final String publicUrl;
    private final String origin;

    WebhookTransport(WebhookConnection connection, SecretSeal seal, PublicLinks links, Clock clock, Settings settings) {
        this.connection = connection;
        this.seal = seal;
        this.links = links;
        this.clock = clock;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
        this.origin = WebhookOrigin.of(settings);
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        return connection.exchange(parcel.target(), () -> message(parcel), this::answer, Function.identity());
    }

    private WebhookConnection.Message message(Parcel parcel) {
        byte[] body = WebhookBody.of(parcel, publicUrl, links.acknowledge(parcel));
        Map<String, String> headers = new LinkedHashMap<>(
                StandardWebhook.headers(parcel.id().toString(), clock.instant().getEpochSecond(), keys(parcel), body));
        headers.put("content-type", WebhookBody.contentType(parcel));
        parcel.traceparent().ifPresent(value -> headers.put(TraceParent.NAME, value));
        if (parcel.format() == BodyFormat.CLOUD_EVENTS) {
            // Whoever has agreed to messages of an origin is told with each that it is one of those.
            headers.put(WebhookOrigin.HEADER, origin);
        }
        return new WebhookConnection.Message(HttpMethod.POST, headers, body);
    }

    private List<WebhookSecret> keys(Parcel parcel) {
        return parcel.sealedSecrets().stream().map(seal::open).toList();
    }

    /** The status is the answer. What follows it is for people, and one who has taken the message need not be heard out. */
    private Future<Outcome> answer(HttpClientResponse response) {
        boolean taken = response.statusCode() >= 200 && response.statusCode() < 300;
        Future<String> text = BoundedBody.read(response);
        return (taken
                        ? text.timeout(MOST_AFTER_SUCCESS, TimeUnit.MILLISECONDS)
                                .otherwise(ignored -> goOn(response))
                        : text)
                .map(read -> WebhookAnswer.outcome(
                        response.statusCode(),
                        Optional.ofNullable(response.getHeader("retry-after")),
                        read,
                        clock.instant()));
    }

    private static String goOn(HttpClientResponse response) {
        response.request().reset();
        return "";
    }
}
