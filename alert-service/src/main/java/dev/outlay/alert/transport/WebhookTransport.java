package dev.outlay.alert.transport;

import dev.outlay.alert.actiongroup.SecretSeal;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.delivery.Transport;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Posts signed messages. The name is resolved once, its addresses are checked, and the connection goes to the first of them
 * that was checked, with the name kept in {@code Host} and in TLS; no other resolution can come between. One allowed address
 * among refused ones does not help: all must be allowed.
 */
@ApplicationScoped
class WebhookTransport implements Transport {

    private static final int RESOLVERS = 16;

    private final Settings settings;
    private final SecretSeal seal;
    private final AddressRules rules;
    private final HostAddresses addresses;
    private final Clock clock;
    private final HttpClient client;
    private final WorkerExecutor resolvers;
    private final String publicUrl;

    @SuppressWarnings("TooManyParameters") // The edge to the network.
    WebhookTransport(
            Settings settings, SecretSeal seal, AddressRules rules, HostAddresses addresses, Clock clock, Vertx vertx) {
        this.settings = settings;
        this.seal = seal;
        this.rules = rules;
        this.addresses = addresses;
        this.clock = clock;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(settings.webhook().perEndpoint())
                .setConnectTimeout((int) settings.webhook().timeout().toMillis())
                .setKeepAliveTimeout(30)
                .setVerifyHost(true)
                .setShared(false));
        this.resolvers = vertx.createSharedWorkerExecutor("webhook-names", RESOLVERS);
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Uni<Outcome> send(Parcel parcel) {
        URI uri = URI.create(parcel.target());
        Duration timeout = settings.webhook().timeout();
        return resolve(uri.getHost())
                .chain(found -> switch (choose(uri.getHost(), found)) {
                    case Choice.No no -> Uni.createFrom().item(no.outcome());
                    case Choice.Go go -> post(parcel, uri, go.address());
                })
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(
                        () -> new Outcome.TryLater("timeout", "no answer within " + timeout.toMillis() + " ms"))
                .onFailure()
                .recoverWithItem(WebhookTransport::unreachable);
    }

    private sealed interface Choice {
        record Go(InetAddress address) implements Choice {}

        record No(Outcome outcome) implements Choice {}
    }

    private Choice choose(String host, List<InetAddress> found) {
        Optional<String> refusal = rules.refusal(host).or(() -> found.stream()
                .flatMap(address -> rules.refusal(address.getAddress()).stream())
                .findFirst());
        if (refusal.isPresent()) {
            return new Choice.No(new Outcome.Refused("address-not-allowed", refusal.get()));
        }
        return found.isEmpty()
                ? new Choice.No(new Outcome.TryLater("unknown-host", "the name has no address"))
                : new Choice.Go(found.getFirst());
    }

    private Uni<List<InetAddress>> resolve(String host) {
        return Uni.createFrom().completionStage(() -> resolvers
                .executeBlocking(
                        () -> {
                            try {
                                return addresses.of(host);
                            } catch (UnknownHostException unknown) {
                                return List.<InetAddress>of();
                            }
                        },
                        false)
                .toCompletionStage());
    }

    private Uni<Outcome> post(Parcel parcel, URI uri, InetAddress address) {
        byte[] body = WebhookMessage.body(parcel, publicUrl);
        return Uni.createFrom().completionStage(() -> client.request(options(uri, address))
                .compose(request -> answer(withHeaders(request, parcel, body), body))
                .toCompletionStage());
    }

    private RequestOptions options(URI uri, InetAddress address) {
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(settings.webhook().timeout().toMillis());
    }

    private HttpClientRequest withHeaders(HttpClientRequest request, Parcel parcel, byte[] body) {
        UUID id = parcel.id();
        long timestamp = clock.instant().getEpochSecond();
        request.putHeader("content-type", "application/cloudevents+json; charset=utf-8")
                .putHeader("user-agent", "Outlay-Alert/1")
                .putHeader("webhook-id", id.toString())
                .putHeader("webhook-timestamp", Long.toString(timestamp));
        parcel.sealedSecret()
                .map(seal::open)
                .ifPresent(secret -> request.putHeader(
                        "webhook-signature", StandardWebhook.signature(secret, id.toString(), timestamp, body)));
        return request;
    }

    private Future<Outcome> answer(HttpClientRequest request, byte[] body) {
        return request.send(Buffer.buffer(body)).compose(response -> BoundedBody.read(response)
                .map(text -> WebhookAnswer.outcome(
                        response.statusCode(),
                        Optional.ofNullable(response.getHeader("retry-after")),
                        text,
                        clock.instant())));
    }

    private static Outcome unreachable(Throwable failure) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        boolean slow = failure.getClass().getSimpleName().contains("Timeout");
        return new Outcome.TryLater(
                slow ? "timeout" : "unreachable", failure.getClass().getSimpleName() + message);
    }
}
