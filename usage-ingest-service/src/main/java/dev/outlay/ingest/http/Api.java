package dev.outlay.ingest.http;

import io.quarkus.arc.All;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Sends each request to its route, after the route's decision, and refuses all others. */
@ApplicationScoped
class Api {
    private static final Logger LOG = Logger.getLogger(Api.class);

    private final Gate gate;
    private final UnreadRest rest;
    private final List<Route> routes;

    Api(Gate gate, UnreadRest rest, @All List<Route.Table> tables) {
        this.gate = gate;
        this.rest = rest;
        this.routes = tables.stream().flatMap(table -> table.get().stream()).toList();
    }

    void mount(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::begin).failureHandler(Api::failed);
        router.route().order(0).handler(this::dispatch);
    }

    private void begin(RoutingContext context) {
        Headers.answer(context.request());
        rest.watch(context);
        if (RequestTarget.isUri(context.request().uri())) {
            context.next();
        } else {
            Answers.refuse(
                    context,
                    ApiError.of(
                            400,
                            "InvalidRequestUri",
                            "The address is no URI: a percent sign is not followed by two hexadecimal digits, or a character is"
                                    + " there that has to be percent-encoded."));
        }
    }

    private void dispatch(RoutingContext context) {
        String path = context.request().path();
        String method = context.request().method().name();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> parameters = path == null ? null : route.match(path);
            if (parameters == null) {
                continue;
            }
            if (route.method().equals(method)) {
                context.request().pause();
                parameters.forEach(context::put);
                gate.ask(context, route.decision(), () -> run(route, context));
                return;
            }
            allowed.add(route.method());
        }
        if (allowed.isEmpty()) {
            Answers.refuse(context, ApiError.ofStatus(404));
        } else {
            context.response().putHeader("Allow", String.join(", ", allowed));
            Answers.refuse(context, ApiError.ofStatus(405));
        }
    }

    private static void run(Route route, RoutingContext context) {
        try {
            route.handler().handle(context);
        } catch (RuntimeException unexpected) {
            context.fail(unexpected);
        }
    }

    /** The router fails with an exception of Vert.x where a request names no path, as {@code GET ?a=b} does; nothing is there. */
    private static void failed(RoutingContext context) {
        boolean isPathless = context.failure() instanceof VertxException
                && !context.request().uri().startsWith("/");
        int failed = context.statusCode() < 400 ? 500 : context.statusCode();
        int status = isPathless ? 404 : failed;
        if (status >= 500) {
            LOG.errorf(
                    context.failure(),
                    "request=%s failed: %s",
                    Headers.answer(context.request()),
                    new JsonObject().put("path", context.request().path()));
        }
        Answers.refuse(context, ApiError.ofStatus(status));
    }
}
