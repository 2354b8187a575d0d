package dev.outlay.budget.frontdoor;

import dev.outlay.budget.reached.Reached;
import dev.outlay.budget.reached.ReachedAddress;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forwards requests to the other two services. */
@ApplicationScoped
public class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    private static final int CONNECTIONS = 256;
    private static final int WAITING = 1024;

    private final HttpClient client;
    private final URI ingest;
    private final URI alert;
    private final Reached reached;

    FrontDoor(Vertx vertx, FrontDoorConfig config, Reached reached) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING));
        this.ingest = config.ingestUrl();
        this.alert = config.alertUrl();
        this.reached = reached;
    }

    /** @param target path and query, as understood here */
    public void toIngest(HttpServerRequest request, String target) {
        forward(request, ingest, "usage-ingest-service", target);
    }

    /** @param target path and query, as understood here */
    public void toAlert(HttpServerRequest request, String target) {
        forward(request, alert, "alert-service", target);
    }

    private void forward(HttpServerRequest request, URI origin, String name, String target) {
        HttpProxy.reverseProxy(client)
                .originSelector(ignored ->
                        Future.succeededFuture(SocketAddress.inetSocketAddress(port(origin), origin.getHost())))
                .addInterceptor(new Passing(name, target, origin, reached.by(AskedOverHttp.of(request))))
                .handle(request);
    }

    private static int port(URI origin) {
        return origin.getPort() > 0 ? origin.getPort() : 80;
    }

    /** What is changed on the way there, and what is said when nobody is there. */
    private record Passing(String name, String target, URI origin, ReachedAddress reached) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            HttpServerRequest from = request.proxiedRequest();
            request.setURI(target);
            tell(request.headers(), String.valueOf(from.remoteAddress().hostAddress()));
            return context.sendRequest().recover(failure -> {
                LOG.warnf("%s does not answer: %s", name, failure.getMessage());
                return Future.succeededFuture(down(request));
            });
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            String location = context.response().headers().get("Location");
            String own = origin.getScheme() + "://" + origin.getAuthority() + "/";
            if (location != null && (location.startsWith(own) || isPath(location))) {
                String path = isPath(location) ? location : location.substring(own.length() - 1);
                context.response().headers().set("Location", reached.base() + path);
            }
            return context.sendResponse();
        }

        private static boolean isPath(String location) {
            return location.startsWith("/") && !location.startsWith("//");
        }

        /** The origin believes what it is told here, so nothing of the kind is passed on as it came. */
        private void tell(MultiMap headers, String peer) {
            headers.remove("Forwarded")
                    .remove("X-Forwarded-Port")
                    .remove("X-Forwarded-Prefix")
                    .set("X-Forwarded-For", peer)
                    .set("X-Forwarded-Proto", reached.scheme())
                    .set("X-Forwarded-Host", reached.host());
            if (!reached.prefix().isEmpty()) {
                headers.set("X-Forwarded-Prefix", reached.prefix());
            }
        }

        private ProxyResponse down(ProxyRequest request) {
            String body = "{\"error\":{\"code\":\"ServiceUnavailable\",\"message\":\"The " + name
                    + " does not answer. Try again in a few seconds.\"}}";
            return request.release()
                    .response()
                    .setStatusCode(503)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .putHeader("Retry-After", "5")
                    .setBody(Body.body(Buffer.buffer(body)));
        }
    }
}
