package dev.outlay.alert.transport;

import dev.outlay.alert.conformance.OperateConformance;
import dev.outlay.alert.delivery.Outcome;
import dev.outlay.alert.settings.Settings;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one way from here to receivers of webhooks. The name is resolved once, its addresses are checked, and the connection goes to the first of them
 * that was checked, with the name kept in {@code Host} and in TLS; no other resolution can come between. One allowed address
 * among refused ones does not help: all must be allowed. Redirects are not followed. An exchange that has taken its time hangs up, whatever the receiver
 * still means to send.
 */
@ApplicationScoped
class WebhookConnection {

    private final Settings settings;
    private final WebhookTargets targets;
    private final NameLookups names;
    private final Vertx vertx;
    private final HttpClient deliveries;
    private final HttpClient apart;

    WebhookConnection(Settings settings, WebhookTargets targets, NameLookups names, Vertx vertx) {
        this.settings = settings;
        this.targets = targets;
        this.names = names;
        this.vertx = vertx;
        this.deliveries = client(settings.webhook().perEndpoint());
        this.apart = client(OperateConformance.MOST_RUNNING_OF_ENDPOINT);
    }

    private HttpClient client(int perEndpoint) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(perEndpoint)
                .setConnectTimeout((int) settings.webhook().timeout().toMillis())
                .setKeepAliveTimeout(30)
                .setVerifyHost(true)
                .setShared(false));
    }

    /**
     * What is sent.
     *
     * @param headers by name; what the URI names somebody for is added
     * @param body    empty where there is none
     */
    record Message(HttpMethod method, Map<String, String> headers, byte[] body) {}

    /**
     * Sends a message to a URI and reads the answer.
     *
     * @param message written when the connection is there
     * @param read    reads the answer; what it has not read when the time is over is not
     * @param instead what it is where there is no answer: the address is refused, the name has none, nobody is there, or it takes too long
     */
    <T> Uni<T> exchange(
            String uri,
            Supplier<Message> message,
            Function<HttpClientResponse, Future<T>> read,
            Function<Outcome, T> instead) {
        return exchange(deliveries, uri, message, read, instead);
    }

    /** The same over connections of its own: who is tried and does not answer takes none from deliveries to the same host. */
    <T> Uni<T> exchangeApart(
            String uri,
            Supplier<Message> message,
            Function<HttpClientResponse, Future<T>> read,
            Function<Outcome, T> instead) {
        return exchange(apart, uri, message, read, instead);
    }

    private <T> Uni<T> exchange(
            HttpClient client,
            String uri,
            Supplier<Message> message,
            Function<HttpClientResponse, Future<T>> read,
            Function<Outcome, T> instead) {
        Optional<WebhookTarget> target = WebhookTarget.read(uri);
        Optional<String> refusal =
                target.isPresent() ? targets.refusal(target.get()) : Optional.of("this is no URI that webhooks go to");
        return refusal.isPresent()
                ? Uni.createFrom().item(instead.apply(notAllowed(refusal.get())))
                : exchange(client, target.orElseThrow(), message, read, instead);
    }

    private <T> Uni<T> exchange(
            HttpClient client,
            WebhookTarget target,
            Supplier<Message> message,
            Function<HttpClientResponse, Future<T>> read,
            Function<Outcome, T> instead) {
        Duration timeout = settings.webhook().timeout();
        long deadline = System.nanoTime() + timeout.toNanos();
        Context context = vertx.getOrCreateContext();
        return names.of(target.host())
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(found -> {
                    Optional<String> refusal = targets.refusal(target, found);
                    if (refusal.isPresent()) {
                        return Uni.createFrom().item(instead.apply(notAllowed(refusal.get())));
                    }
                    return found.isEmpty()
                            ? Uni.createFrom()
                                    .item(instead.apply(
                                            new Outcome.TryLater("unknown-host", "the name has no address")))
                            : send(client, target, found.getFirst(), message, read, deadline);
                })
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(() -> instead.apply(tookTooLong()))
                .onFailure()
                .recoverWithItem(failure -> instead.apply(unreachable(failure)));
    }

    private static Outcome notAllowed(String why) {
        return new Outcome.Refused("address-not-allowed", why);
    }

    private <T> Uni<T> send(
            HttpClient client,
            WebhookTarget target,
            InetAddress address,
            Supplier<Message> message,
            Function<HttpClientResponse, Future<T>> read,
            long deadline) {
        return Uni.createFrom().completionStage(() -> {
            Message written = message.get();
            return client.request(options(target, address, written.method()))
                    .compose(request -> within(deadline, request, target, written, read))
                    .toCompletionStage();
        });
    }

    /** A connection that comes too late is not used, and one on which the answer does not end is closed. */
    private static <T> Future<T> within(
            long deadline,
            HttpClientRequest request,
            WebhookTarget target,
            Message message,
            Function<HttpClientResponse, Future<T>> read) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            request.reset();
            return Future.failedFuture(new TimeoutException());
        }
        message.headers().forEach(request::putHeader);
        request.putHeader("user-agent", "Outlay-Alert/1");
        target.authorization().ifPresent(value -> request.putHeader("authorization", value));
        return request.send(Buffer.buffer(message.body()))
                .compose(read)
                .timeout(left, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private RequestOptions options(WebhookTarget target, InetAddress address, HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(settings.webhook().timeout().toMillis());
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
