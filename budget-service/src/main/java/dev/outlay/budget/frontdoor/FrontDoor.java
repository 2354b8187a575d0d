package dev.outlay.budget.frontdoor;

import io.vertx.core.Future;
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

    FrontDoor(Vertx vertx, FrontDoorConfig config) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING));
        this.ingest = config.ingestUrl();
        this.alert = config.alertUrl();
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
                .addInterceptor(new Passing(name, target))
                .handle(request);
    }

    private static int port(URI origin) {
        return origin.getPort() > 0 ? origin.getPort() : 80;
    }

    /** What is changed on the way there, and what is said when nobody is there. */
    private record Passing(String name, String target) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            HttpServerRequest from = request.proxiedRequest();
            request.setURI(target);
            request.headers()
                    .set("X-Forwarded-For", String.valueOf(from.remoteAddress().hostAddress()))
                    .set("X-Forwarded-Proto", from.isSSL() ? "https" : "http");
            if (from.authority() != null) {
                request.headers().set("X-Forwarded-Host", from.authority().toString());
            }
            return context.sendRequest().recover(failure -> {
                LOG.warnf("%s does not answer: %s", name, failure.getMessage());
                return Future.succeededFuture(down(request));
            });
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
