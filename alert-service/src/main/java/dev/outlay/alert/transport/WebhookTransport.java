package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.actiongroup.WebhookSecret;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts signed messages. The name is resolved once, its addresses are checked, and the connection goes to the first of them
 * that was checked, with the name kept in {@code Host} and in TLS; no other resolution can come between. One allowed address
 * among refused ones does not help: all must be allowed. An attempt that has taken its time hangs up, whatever the receiver
 * still means to send.
 */
@ApplicationScoped
class WebhookTransport implements Transport {

    /** How long the rest of an answer is read for the sake of the connection, once its status was a yes. */
    private static final long MOST_AFTER_SUCCESS = 500;

    private final Settings settings;
    private final SecretSeal seal;
    private final WebhookTargets targets;
    private final NameLookups names;
    private final Clock clock;
    private final Vertx vertx;
    private final HttpClient client;
    private final PublicLinks links;
    private final String publicUrl;

    @SuppressWarnings("TooManyParameters") // The edge to the network.
    WebhookTransport(
            Settings settings,
            SecretSeal seal,
            WebhookTargets targets,
            NameLookups names,
            PublicLinks links,
            Clock clock,
            Vertx vertx) {
        this.settings = settings;
        this.seal = seal;
        this.targets = targets;
        this.names = names;
        this.links = links;
        this.clock = clock;
        this.vertx = vertx;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(settings.webhook().perEndpoint())
                .setConnectTimeout((int) settings.webhook().timeout().toMillis())
                .setKeepAliveTimeout(30)
                .setVerifyHost(true)
                .setShared(false));
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        Optional<WebhookTarget> target = WebhookTarget.read(parcel.target());
        Optional<String> refusal =
                target.isPresent() ? targets.refusal(target.get()) : Optional.of("this is no URI that webhooks go to");
        return refusal.isPresent()
                ? Uni.createFrom().item(notAllowed(refusal.get()))
                : send(parcel, target.orElseThrow());
    }

    private Uni<Outcome> send(Parcel parcel, WebhookTarget target) {
        Duration timeout = settings.webhook().timeout();
        long deadline = System.nanoTime() + timeout.toNanos();
        Context context = vertx.getOrCreateContext();
        return names.of(target.host())
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(found -> {
                    Optional<String> refusal = targets.refusal(target, found);
                    if (refusal.isPresent()) {
                        return Uni.createFrom().item(notAllowed(refusal.get()));
                    }
                    return found.isEmpty()
                            ? Uni.createFrom().item(new Outcome.TryLater("unknown-host", "the name has no address"))
                            : post(parcel, target, found.getFirst(), deadline);
                })
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(this::tookTooLong)
                .onFailure()
                .recoverWithItem(this::unreachable);
    }

    private static Outcome notAllowed(String why) {
        return new Outcome.Refused("address-not-allowed", why);
    }

    private Uni<Outcome> post(Parcel parcel, WebhookTarget target, InetAddress address, long deadline) {
        byte[] body = WebhookBody.of(parcel, publicUrl, links.acknowledge(parcel));
        return Uni.createFrom().completionStage(() -> client.request(options(target, address))
                .compose(request -> within(deadline, request, parcel, target, body))
                .toCompletionStage());
    }

    /** A connection that comes too late is not used, and one on which the answer does not end is closed. */
    private Future<Outcome> within(
            long deadline, HttpClientRequest request, Parcel parcel, WebhookTarget target, byte[] body) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            request.reset();
            return Future.failedFuture(new TimeoutException());
        }
        return withHeaders(request, parcel, target, body)
                .send(Buffer.buffer(body))
                .compose(this::answer)
                .timeout(left, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private RequestOptions options(WebhookTarget target, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(settings.webhook().timeout().toMillis());
    }

    private HttpClientRequest withHeaders(HttpClientRequest request, Parcel parcel, WebhookTarget target, byte[] body) {
        UUID id = parcel.id();
        long timestamp = clock.instant().getEpochSecond();
        request.putHeader("content-type", WebhookBody.contentType(parcel))
                .putHeader("user-agent", "Outlay-Alert/1")
                .putHeader("webhook-id", id.toString())
                .putHeader("webhook-timestamp", Long.toString(timestamp));
        parcel.traceparent().ifPresent(value -> request.putHeader(TraceParent.NAME, value));
        target.authorization().ifPresent(value -> request.putHeader("authorization", value));
        if (!parcel.sealedSecrets().isEmpty()) {
            List<WebhookSecret> keys =
                    parcel.sealedSecrets().stream().map(seal::open).toList();
            request.putHeader("webhook-signature", StandardWebhook.signatures(keys, id.toString(), timestamp, body));
        }
        return request;
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

    private Outcome tookTooLong() {
        return new Outcome.TryLater(
                "timeout", "no answer within " + settings.webhook().timeout().toMillis() + " ms");
    }

    private Outcome unreachable(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return tookTooLong();
        }
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        boolean slow = failure.getClass().getSimpleName().contains("Timeout");
        return new Outcome.TryLater(
                slow ? "timeout" : "unreachable", failure.getClass().getSimpleName() + message);
    }
}
