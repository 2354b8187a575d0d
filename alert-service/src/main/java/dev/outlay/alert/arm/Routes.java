package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.IssuerRule;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.settings.Settings;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The one route of the service: it takes every request of the API port, checks its token and writes its answer. */
@ApplicationScoped
class Routes {

    private final Front front;
    private final IdentityProviderManager identities;
    private final Requests requests;
    private final Settings settings;
    private final CallersAddress callersAddress;
    private final IssuerRule issuers;

    Routes(Front front, IdentityProviderManager identities, Requests requests, Settings settings) {
        this.front = front;
        this.identities = identities;
        this.requests = requests;
        this.settings = settings;
        this.callersAddress = new CallersAddress(settings.frontDoors());
        this.issuers = IssuerRule.read(
                settings.token().issuer(),
                settings.token().tenants().orElse(Set.of()),
                settings.token().guests(),
                settings.partner().tenant().orElse(""));
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::requireUri);
        router.route().order(-100).handler(this::handle).failureHandler(this::failed);
    }

    private void requireUri(RoutingContext context) {
        Headers.answer(context.request());
        if (RequestTarget.isUri(context.request().uri())) {
            context.next();
            return;
        }
        write(
                context,
                Answer.error(
                        400,
                        "InvalidRequestUri",
                        "The address is no URI: a percent sign is not followed by two hexadecimal digits, or a character is"
                                + " there that has to be percent-encoded."));
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        // Until the body is read, none of it may be lost while the token is verified.
        request.pause();
        asker(context)
                .chain(principal -> requests.body(request)
                        .chain(body -> front.answer(request(context, principal, body.getBytes()))))
                .onFailure()
                .recoverWithItem(failure -> Failures.answer(request, failure))
                .subscribe()
                .with(answer -> write(context, answer), failure -> write(context, Failures.answer(request, failure)));
    }

    /** What failed before anything of the service was asked: where a request names no path, as {@code GET ?a=b} does, with an exception of Vert.x, and nothing is there. */
    private void failed(RoutingContext context) {
        int status = context.statusCode();
        if (context.failure() instanceof VertxException
                && !context.request().uri().startsWith("/")) {
            write(context, Answer.notFound(""));
            return;
        }
        write(
                context,
                status >= 400 && status < 500
                        ? Answer.error(status, "BadRequest", "The request cannot be read.")
                        : Failures.answer(
                                context.request(),
                                Objects.requireNonNullElseGet(context.failure(), IllegalStateException::new)));
    }

    /** Where a signed link decides nobody is asked for a token, and one that comes along is not looked at. */
    private Uni<Principal> asker(RoutingContext context) {
        return Front.isByLink(path(context.request()))
                ? Uni.createFrom().item(Request.NOBODY)
                : principal(context).invoke(principal -> requests.count(context.request(), principal));
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

    private Principal principal(SecurityIdentity identity, JsonWebToken token) {
        String id = claim(token, "oid").or(() -> claim(token, "sub")).orElseThrow(AuthenticationFailedException::new);
        String tenant = issuers.tenant(new IssuerRule.Said(
                        claim(token, "iss").orElse(""),
                        claim(token, "tid").orElse(""),
                        claim(token, "idp").orElse(""),
                        claim(token, "acct").orElse("")))
                .orElseThrow(AuthenticationFailedException::new);
        return new Principal(id, tenant, identity.getRoles(), groups(token));
    }

    /** Nothing where the claim is something else than a list of texts, as where there are too many for a token. */
    private static Set<String> groups(JsonWebToken token) {
        return Objects.requireNonNullElse(token.getGroups(), Set.of());
    }

    private static Optional<String> claim(JsonWebToken token, String name) {
        Object value = token.getClaim(name);
        return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isBlank());
    }

    private Request request(RoutingContext context, Principal principal, byte[] body) {
        HttpServerRequest request = context.request();
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

    private void write(RoutingContext context, Answer answer) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Headers.answer(request);
        Requests.willBeAnswered(request, answer.status());
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        answer.page().ifPresent(page -> response.putHeader("content-type", "text/html; charset=utf-8"));
        answer.body().ifPresent(body -> response.putHeader("content-type", "application/json; charset=utf-8"));
        answer.page()
                .or(() -> answer.body().map(ObjectNode::toString))
                .map(response::end)
                .orElseGet(response::end)
                .onComplete(sent -> requests.answered(request, answer.status()));
    }
}
