package dev.outlay.budget.frontdoor;

import dev.outlay.budget.allowance.AllowanceConfig;
import dev.outlay.budget.reached.Reached;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Forwards requests to the other two services: as they come, and no longer than they come on. */
@ApplicationScoped
public class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);

    private static final int CONNECTIONS = 256;
    private static final int WAITING = 1024;

    /** As much as the alert service takes, which must have come within the time of any body. */
    static final PipedBody.Bound TO_ALERT = new PipedBody.Bound(256 * 1024, Long.MAX_VALUE);

    /** How large cost may be, and how long a batch may take, the ingest service says itself; a file may be large, and must come on. */
    static final PipedBody.Bound TO_INGEST = new PipedBody.Bound(Long.MAX_VALUE, 64 * 1024);

    private final HttpClient client;
    private final URI ingest;
    private final URI alert;
    private final Reached reached;
    private final UnreadRest rest;
    private final Vertx vertx;
    private final Duration longestBody;
    private final Duration longestAnswer;

    FrontDoor(Vertx vertx, FrontDoorConfig config, AllowanceConfig allowance, Reached reached, UnreadRest rest) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING));
        this.ingest = plain("OUTLAY_INGEST_URL", config.ingestUrl());
        this.alert = plain("OUTLAY_ALERT_URL", config.alertUrl());
        this.reached = reached;
        this.rest = rest;
        this.vertx = vertx;
        this.longestBody = allowance.longestBody();
        this.longestAnswer = config.idleTimeout();
    }

    /**
     * @param request paused, with the headers of its answer that say its ids
     * @param target path and query, as understood here
     */
    public void toIngest(HttpServerRequest request, String target) {
        forward(request, new Origin("usage-ingest-service", ingest, TO_INGEST), target);
    }

    /**
     * @param request paused, with the headers of its answer that say its ids
     * @param target path and query, as understood here
     */
    public void toAlert(HttpServerRequest request, String target) {
        forward(request, new Origin("alert-service", alert, TO_ALERT), target);
    }

    /**
     * What the alert service has answered.
     *
     * @param body as it was sent; empty where there was none
     * @param retryAfter its header of that name; null for none
     */
    public record Told(int status, String body, @Nullable String retryAfter) {}

    /**
     * Asks the alert service for what a request asks of it among other things: with the token and the ids of that request, so that it is decided and noted as if its sender had asked there.
     *
     * @param from the request that is answered here
     * @param target path and query
     * @return 503 where it does not answer; fails never
     */
    public Uni<Told> askAlert(HttpServerRequest from, HttpMethod method, String target, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(alert.getHost())
                .setPort(port(alert))
                .setURI(target)
                .setTimeout(longestAnswer.toMillis());
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> asked(request, from, body))
                        .toCompletionStage())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "request=%s alert-service does not answer: %s",
                            from.response().headers().get("x-ms-request-id"), failure.getMessage());
                    return new Told(
                            503,
                            "{\"error\":{\"code\":\"ServiceUnavailable\",\"message\":\"The alert-service does not"
                                    + " answer. Try again in a few seconds.\"}}",
                            null);
                });
    }

    private Future<Told> asked(HttpClientRequest request, HttpServerRequest from, Buffer body) {
        String token = from.getHeader("Authorization");
        if (token != null) {
            request.putHeader("Authorization", token);
        }
        request.putHeader("Content-Type", "application/json");
        Passing.tell(request.headers(), from, reached.by(AskedOverHttp.of(from)));
        return request.send(body).compose(response -> response.body()
                .map(read -> new Told(response.statusCode(), read.toString(), response.getHeader("Retry-After"))));
    }

    private void forward(HttpServerRequest request, Origin origin, String target) {
        PipedBody body = new PipedBody(request, vertx, origin.bound(), longestBody).start();
        // A connection that became a WebSocket would be passed on as it is, without the changes that the origin relies
        // on.
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .originSelector(ignored -> Future.succeededFuture(SocketAddress.inetSocketAddress(
                        port(origin.address()), origin.address().getHost())))
                .addInterceptor(new Passing(origin, target, body, rest, reached.by(AskedOverHttp.of(request))))
                .handle(request);
    }

    /** The service does not start with an address that it would understand otherwise than whoever wrote it. */
    void startOnlyWithAddressesThatAreUnderstood(@Observes StartupEvent started) {}

    /** An https address would be spoken to without TLS, with the token of whoever asks. */
    private static URI plain(String variable, URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(variable + " is " + url
                    + ", and has to be http://HOST:PORT: the front door speaks to the services behind it without TLS."
                    + " Where their network is not trusted, encrypt it below (a service mesh, WireGuard).");
        }
        return url;
    }

    private static int port(URI origin) {
        return origin.getPort() > 0 ? origin.getPort() : 80;
    }

    /**
     * A service that is forwarded to.
     *
     * @param name as people are told
     * @param bound of what it is sent
     */
    record Origin(String name, URI address, PipedBody.Bound bound) {}
}
