package dev.outlay.budget.frontdoor;

import dev.outlay.budget.reached.ReachedAddress;
import dev.outlay.budget.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import org.jboss.logging.Logger;

/** What is changed on the way to an origin and back, and what is said when nobody is there or nothing comes. */
record Passing(FrontDoor.Origin origin, String target, PipedBody body, UnreadRest rest, ReachedAddress reached)
        implements ProxyInterceptor {

    private static final Logger LOG = Logger.getLogger(Passing.class);
    private static final String ID = "x-ms-request-id";
    private static final String CORRELATION = "x-ms-correlation-request-id";

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        HttpServerRequest from = request.proxiedRequest();
        long length = request.getBody().length();
        request.setBody(Body.body(body, length));
        if (length > origin.bound().maxBytes()) {
            return Future.succeededFuture(refused(request, PipedBody.tooLarge(origin.bound())));
        }
        request.setURI(target);
        tell(request.headers(), from, reached);
        return context.sendRequest()
                .recover(failure ->
                        Future.succeededFuture(refused(request, body.refusal().orElseGet(() -> away(from, failure)))));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        HttpServerRequest from = context.request().proxiedRequest();
        MultiMap headers = context.response().headers();
        String location = headers.get("Location");
        String own = origin.address().getScheme() + "://" + origin.address().getAuthority() + "/";
        if (location != null && (location.startsWith(own) || isPath(location))) {
            String path = isPath(location) ? location : location.substring(own.length() - 1);
            headers.set("Location", reached.base() + path);
        }
        // The proxy adds what the origin says to what was said here before: of one name the origin's counts, which
        // knows the request.
        headers.remove("Connection");
        headers.names().forEach(from.response().headers()::remove);
        int status = context.response().getStatusCode();
        UnreadRest.willBeAnswered(from, status);
        return context.sendResponse().onComplete(sent -> {
            body.drop();
            rest.answered(from, status);
        });
    }

    private static boolean isPath(String location) {
        return location.startsWith("/") && !location.startsWith("//");
    }

    /** The origin believes what it is told here, so nothing of the kind is passed on as it came. */
    static void tell(MultiMap headers, HttpServerRequest from, ReachedAddress reached) {
        // Its sender is asked for the body here, when the origin takes it.
        headers.remove("Expect")
                .remove("Forwarded")
                .remove("X-Forwarded-Port")
                .remove("X-Forwarded-Prefix")
                .set("X-Forwarded-For", String.valueOf(from.remoteAddress().hostAddress()))
                .set("X-Forwarded-Proto", reached.scheme())
                .set("X-Forwarded-Host", reached.host());
        if (!reached.prefix().isEmpty()) {
            headers.set("X-Forwarded-Prefix", reached.prefix());
        }
        for (String id : new String[] {ID, CORRELATION}) {
            String said = from.response().headers().get(id);
            if (said != null) {
                headers.set(id, said);
            }
        }
    }

    private Refusal away(HttpServerRequest from, Throwable failure) {
        if (!body.isBroken()) {
            LOG.warnf(
                    "request=%s %s does not answer: %s",
                    from.response().headers().get(ID), origin.name(), failure.getMessage());
        }
        return new Refusal(
                503, "ServiceUnavailable", "The " + origin.name() + " does not answer. Try again in a few seconds.");
    }

    private static ProxyResponse refused(ProxyRequest request, Refusal refusal) {
        String text = "{\"error\":{\"code\":\"" + refusal.code() + "\",\"message\":\"" + refusal.message() + "\"}}";
        ProxyResponse response = request.release()
                .response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .setBody(Body.body(Buffer.buffer(text)));
        return refusal.status() == 503 ? response.putHeader("Retry-After", "5") : response;
    }
}
