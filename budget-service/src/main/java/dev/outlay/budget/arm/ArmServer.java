package dev.outlay.budget.arm;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.frontdoor.AskedOverHttp;
import dev.outlay.budget.frontdoor.FrontDoor;
import dev.outlay.budget.frontdoor.UnreadRest;
import dev.outlay.budget.reached.Reached;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ArmPath;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP edge. A request's path is parsed once; then it is known who asks, what for, and in which version; then the body is read, unless it is
 * forwarded or read while it arrives; then it is answered. What fails on the way is an error envelope.
 */
@ApplicationScoped
class ArmServer {

    /** After Quarkus' own handlers of authentication and limits, before everything that serves files or paths of its own. */
    private static final int ORDER = 50;

    private final Tokens tokens;
    private final Dispatch dispatch;
    private final FrontDoor frontDoor;
    private final Requests requests;
    private final UnreadRest rest;
    private final Reached reached;
    private final FileDownloads downloads;
    private final PriceSheetsEndpoint prices;
    private final MetadataEndpoint metadata;
    private final DeploymentRuns deployments;

    ArmServer(
            Tokens tokens,
            Dispatch dispatch,
            FrontDoor frontDoor,
            Requests requests,
            UnreadRest rest,
            Reached reached,
            FileDownloads downloads,
            PriceSheetsEndpoint prices,
            MetadataEndpoint metadata,
            DeploymentRuns deployments) {
        this.tokens = tokens;
        this.dispatch = dispatch;
        this.frontDoor = frontDoor;
        this.requests = requests;
        this.rest = rest;
        this.reached = reached;
        this.downloads = downloads;
        this.prices = prices;
        this.metadata = metadata;
        this.deployments = deployments;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::requireUri).failureHandler(this::failed);
        router.route().order(ORDER).handler(this::handle);
        router.route().last().handler(this::nothingThere);
    }

    private void requireUri(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (RequestTarget.isUri(request.uri())) {
            context.next();
            return;
        }
        fail(
                context,
                Refusal.badRequest(
                                "The address is no URI: a percent sign is not followed by two hexadecimal digits, or a"
                                        + " character is there that has to be percent-encoded.")
                        .exception(),
                Headers.answer(request));
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String requestId = Headers.answer(request);
        ArmPath path = ArmPath.of(request.path() == null ? "" : request.path());
        if (path instanceof ArmPath.Segments found && !Routing.owns(found.segments())) {
            context.next();
            return;
        }
        Optional<String> link = link(path, request);
        if (link.isPresent()) {
            downloads
                    .begin(link.get(), request)
                    .subscribe()
                    .with(FileSending::start, failure -> fail(context, failure, requestId));
            return;
        }
        if (MetadataRouting.isAsked(path, request.method())) {
            tell(context, requestId);
            return;
        }
        // Until the body is read or piped on, none of it may be lost while the token is verified.
        request.pause();
        if (path instanceof ArmPath.Segments found && LinkRouting.isOfAlert(found.segments())) {
            frontDoor.toAlert(request, Query.target(found.segments(), request.query()));
            return;
        }
        tokens.principal(context)
                .invoke(principal -> count(path, request, principal))
                .map(principal -> understood(path, request, principal))
                .subscribe()
                .with(
                        understood -> proceed(context, understood, requestId),
                        failure -> fail(context, failure, requestId));
    }

    /** What a link opens is for whoever has it: no token is asked for, and one that is sent is not looked at. */
    private static Optional<String> link(ArmPath path, HttpServerRequest request) {
        return path instanceof ArmPath.Segments found && request.method().equals(HttpMethod.GET)
                ? LinkRouting.download(found.segments()).map(Routing.Resource::name)
                : Optional.empty();
    }

    /** What is said to anybody: no token is asked for, and one that is sent is not looked at. */
    private void tell(RoutingContext context, String requestId) {
        HttpServerRequest request = context.request();
        try {
            send(context, metadata.get(request.query(), reached.by(AskedOverHttp.of(request))));
        } catch (RefusedException refused) {
            fail(context, refused, requestId);
        }
    }

    /** Cost that is sent in is not counted here: the ingest service takes as much as Kafka does, and says itself when that is enough. */
    private void count(ArmPath path, HttpServerRequest request, Principal principal) {
        if (!(path instanceof ArmPath.Segments found && Routing.isCost(found.segments()))) {
            requests.count(request, principal);
        }
    }

    /** Who asks for what. */
    private record Understood(List<String> segments, Routing.Resource resource, Route route, Principal principal) {}

    private static Understood understood(ArmPath path, HttpServerRequest request, Principal principal) {
        List<String> segments =
                switch (path) {
                    case ArmPath.Segments found -> found.segments();
                    case ArmPath.Refused refused ->
                        throw Refusal.badRequest(refused.reason()).exception();
                };
        Routing.Resource resource = Routing.resource(segments)
                .orElseThrow(() -> Unrouted.refusal(segments).exception());
        Route route = resource.methods().get(request.method().name());
        Route read = resource.methods().get("GET");
        if (route == null
                && read != null
                && request.method().equals(HttpMethod.HEAD)
                && DeploymentRouting.isAskedForExistence(read)) {
            route = read;
        }
        if (route == null) {
            String allowed = String.join(", ", resource.methods().keySet());
            request.response().putHeader("Allow", allowed);
            throw new Refusal(405, "MethodNotAllowed", "The HTTP method is not allowed here; use " + allowed + ".")
                    .exception();
        }
        String provider = resource.provider();
        Optional<Refusal> version = provider == null
                ? Optional.empty()
                : ApiVersions.refusal(provider, Query.value(request.query(), "api-version"));
        if (version.isPresent()) {
            throw version.get().exception();
        }
        return new Understood(segments, resource, route, principal);
    }

    private void proceed(RoutingContext context, Understood understood, String requestId) {
        HttpServerRequest request = context.request();
        Headers.ofBudgets(request.response(), understood.route(), requestId);
        switch (understood.route()) {
            case FORWARD_TO_INGEST -> frontDoor.toIngest(request, Query.target(understood.segments(), request.query()));
            case FORWARD_TO_ALERT -> frontDoor.toAlert(request, Query.target(understood.segments(), request.query()));
            case PUT_PRICE_SHEET ->
                prices.put(call(understood, request, requestId, Buffer.buffer()), request)
                        .subscribe()
                        .with(answer -> send(context, answer), failure -> fail(context, failure, requestId));
            case PUT_DEPLOYMENT, PUT_TENANT_DEPLOYMENT, VALIDATE_DEPLOYMENT, VALIDATE_TENANT_DEPLOYMENT ->
                requests.body(request, understood.route().maxBytes())
                        .chain(body -> deployments.answer(call(understood, request, requestId, body), request))
                        .subscribe()
                        .with(answer -> send(context, answer), failure -> fail(context, failure, requestId));
            default ->
                requests.body(request, understood.route().maxBytes())
                        .chain(body -> dispatch.answer(call(understood, request, requestId, body)))
                        .map(answer -> request.method().equals(HttpMethod.HEAD) ? existence(answer) : answer)
                        .subscribe()
                        .with(answer -> send(context, answer), failure -> fail(context, failure, requestId));
        }
    }

    /** To HEAD there is nothing to say of what is there: 204, as Azure has it. */
    private static Answer existence(Answer answer) {
        return answer.status() == 200 ? Answer.NO_CONTENT : answer;
    }

    private Call call(Understood understood, HttpServerRequest request, String requestId, Buffer body) {
        Routing.Resource resource = understood.resource();
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        int parameters = type.indexOf(';');
        return new Call(
                understood.route(),
                resource.provider(),
                resource.scoped(),
                resource.name(),
                understood.principal(),
                reached.by(AskedOverHttp.of(request)),
                requestId,
                request.query(),
                (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT),
                body);
    }

    private void nothingThere(RoutingContext context) {
        send(context, Answer.refused(Unrouted.refusal(List.of()), Headers.answer(context.request()), Map.of()));
    }

    /**
     * What failed before anything here was asked. The router turns away every target that does not begin with a slash, and one that has no path with an exception; armclient sends such ones, so they get theirs and come
     * once more, and nothing is at any other.
     */
    private void failed(RoutingContext context) {
        String target = context.request().uri();
        Throwable failure = context.failure();
        if (failure != null && (target.startsWith("/") || !(failure instanceof VertxException))) {
            fail(context, failure, Headers.answer(context.request()));
        } else if (isOurs(target)) {
            context.reroute("/" + target);
        } else {
            context.request().resume();
            nothingThere(context);
        }
    }

    /** Whether a target without its leading slash is this server's business, be it a resource or something that it refuses. */
    private static boolean isOurs(String target) {
        int query = target.indexOf('?');
        return !(ArmPath.of(query < 0 ? target : target.substring(0, query)) instanceof ArmPath.Segments found)
                || Routing.owns(found.segments());
    }

    private void fail(RoutingContext context, Throwable failure, String requestId) {
        context.request().resume();
        boolean isSigned = context.request().headers().contains("Authorization");
        send(context, Failures.answer(failure, requestId, isSigned));
    }

    private void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        UnreadRest.willBeAnswered(context.request(), answer.status());
        Future<Void> sent = answer.body() == null
                ? response.end()
                : response.putHeader("Content-Type", "application/json; charset=utf-8")
                        .end(answer.body());
        sent.onComplete(done -> rest.answered(context.request(), answer.status()));
    }
}
