package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.database.Infrastructure;
import dev.outlay.alert.settings.Settings;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** The one route of the service: it takes every request of the API port, checks its token and writes its answer. */
@ApplicationScoped
class Routes {

    private static final Logger LOG = Logger.getLogger(Routes.class);
    private static final long LARGEST_BODY = 256 * 1024;
    private static final String ID = "outlay.request-id";
    private static final Pattern TRACE = Pattern.compile("[A-Za-z0-9\\-_.]{1,100}");

    private final Front front;
    private final IdentityProviderManager identities;
    private final Settings settings;
    private final CallersAddress callersAddress;

    Routes(Front front, IdentityProviderManager identities, Settings settings) {
        this.front = front;
        this.identities = identities;
        this.settings = settings;
        this.callersAddress = new CallersAddress(settings.frontDoors());
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(Routes::requireUri);
        router.route()
                .order(-100)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::handle)
                .failureHandler(this::failed);
    }

    private static void requireUri(RoutingContext context) {
        if (RequestTarget.isUri(context.request().uri())) {
            context.next();
            return;
        }
        context.request().resume();
        write(
                context,
                Answer.error(
                        400,
                        "InvalidRequestUri",
                        "The address is no URI: a percent sign is not followed by two hexadecimal digits, or a character is"
                                + " there that has to be percent-encoded."));
    }

    private void handle(RoutingContext context) {
        asker(context)
                .chain(principal -> front.answer(request(context, principal)))
                .onFailure()
                .recoverWithItem(failure -> failure(context, failure))
                .subscribe()
                .with(answer -> write(context, answer), failure -> write(context, fault(context, failure)));
    }

    private void failed(RoutingContext context) {
        // A broken chunk, or a sender that has gone: nothing of the service has been asked yet.
        boolean unread = context.statusCode() != 413 && context.body().buffer() == null;
        int status = unread ? 400 : context.statusCode();
        Answer answer = status == 413
                ? Answer.error(413, "RequestEntityTooLarge", "The body may have " + LARGEST_BODY + " bytes.")
                : status >= 400 && status < 500
                        ? Answer.error(status, "BadRequest", "The request cannot be read.")
                        : failure(
                                context, Objects.requireNonNullElseGet(context.failure(), IllegalStateException::new));
        write(context, answer);
    }

    /** Where a signed link decides nobody is asked for a token, and one that comes along is not looked at. */
    private Uni<Principal> asker(RoutingContext context) {
        return Front.isByLink(path(context.request())) ? Uni.createFrom().item(Request.NOBODY) : principal(context);
    }

    private static String path(HttpServerRequest request) {
        return request.path() == null ? "/" : request.path();
    }

    private Uni<Principal> principal(RoutingContext context) {
        // Quarkus would answer a bad token by itself, without the envelope.
        BiConsumer<RoutingContext, Throwable> answeredHere = (same, failure) -> {};
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answeredHere);
        return identity(context).map(identity -> {
            if (identity == null
                    || identity.isAnonymous()
                    || !(identity.getPrincipal() instanceof JsonWebToken token)) {
                throw new AuthenticationFailedException();
            }
            return principal(identity, token);
        });
    }

    /** A token of dots alone is taken for a JWT by Quarkus, which then fails to find its parts. */
    private Uni<SecurityIdentity> identity(RoutingContext context) {
        return QuarkusHttpUser.getSecurityIdentity(context, identities)
                .onFailure(NoSuchElementException.class)
                .transform(AuthenticationFailedException::new);
    }

    private static Principal principal(SecurityIdentity identity, JsonWebToken token) {
        String id = claim(token, "oid").or(() -> claim(token, "sub")).orElseThrow(AuthenticationFailedException::new);
        return new Principal(id, claim(token, "tid").orElse(""), identity.getRoles());
    }

    private static Optional<String> claim(JsonWebToken token, String name) {
        Object value = token.getClaim(name);
        return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isBlank());
    }

    private Request request(RoutingContext context, Principal principal) {
        HttpServerRequest request = context.request();
        byte[] body = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        return new Request(
                principal,
                request.method().name(),
                path(request),
                name -> Optional.ofNullable(request.getParam(name)),
                name -> Optional.ofNullable(request.getHeader(name)),
                Optional.ofNullable(request.getHeader("accept")).orElse(""),
                Optional.ofNullable(request.getHeader("content-type")).orElse(""),
                body,
                address(request));
    }

    private String address(HttpServerRequest request) {
        return settings.publicUrl()
                .map(url -> url.replaceAll("/+$", ""))
                .orElseGet(() -> callersAddress.of(
                        request.remoteAddress() == null
                                ? ""
                                : String.valueOf(request.remoteAddress().hostAddress()),
                        request.isSSL() ? "https" : "http",
                        request.authority() == null ? "" : request.authority().toString(),
                        request::getHeader));
    }

    private static Answer failure(RoutingContext context, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException) {
                return unauthenticated(context, failure);
            }
        }
        return Infrastructure.hasFailed(failure) ? unreachable(context, failure) : fault(context, failure);
    }

    private static Answer unauthenticated(RoutingContext context, Throwable failure) {
        if (context.request().getHeader("authorization") == null) {
            return Answer.error(
                            401,
                            "AuthenticationFailed",
                            "Authentication failed. The 'Authorization' header is missing.")
                    .with("WWW-Authenticate", "Bearer");
        }
        Answer answer = hasExpired(failure)
                ? Answer.error(
                        401, "ExpiredAuthenticationToken", "The access token has expired. Get a new one and try again.")
                : Answer.error(401, "InvalidAuthenticationToken", "The access token is invalid.");
        return answer.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    private static boolean hasExpired(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid && invalid.hasExpired()) {
                return true;
            }
        }
        return false;
    }

    /** The database is away: nothing is wrong with the request, nor with the service. */
    private static Answer unreachable(RoutingContext context, Throwable failure) {
        LOG.warnf(
                "request=%s method=%s the database is away: %s",
                id(context), context.request().method(), failure);
        return Answer.error(
                        503,
                        "ServiceUnavailable",
                        "The database cannot be reached; try again. Request id " + id(context) + ".")
                .with("Retry-After", "2");
    }

    private static Answer fault(RoutingContext context, Throwable failure) {
        LOG.errorf(
                failure,
                "request=%s method=%s failed",
                id(context),
                context.request().method());
        return Answer.error(
                500,
                "InternalServerError",
                "The service failed; its log says why under the request id " + id(context) + ".");
    }

    /** The one id of a request: in the answer's header, in its text and in the log. */
    private static String id(RoutingContext context) {
        String made = context.get(ID);
        if (made == null) {
            made = UUID.randomUUID().toString();
            context.put(ID, made);
        }
        return made;
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        String id = id(context);
        response.setStatusCode(answer.status())
                .putHeader("x-ms-request-id", id)
                .putHeader("x-ms-correlation-request-id", id)
                .putHeader("cache-control", "no-cache");
        Optional.ofNullable(context.request().getHeader("x-ms-client-request-id"))
                .filter(text -> TRACE.matcher(text).matches())
                .ifPresent(text -> response.putHeader("x-ms-client-request-id", text));
        answer.headers().forEach(response::putHeader);
        answer.page().ifPresent(page -> response.putHeader("content-type", "text/html; charset=utf-8"));
        answer.body().ifPresent(body -> response.putHeader("content-type", "application/json; charset=utf-8"));
        answer.page().or(() -> answer.body().map(ObjectNode::toString)).ifPresentOrElse(response::end, response::end);
    }
}
