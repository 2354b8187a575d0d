package dev.outlay.ingest.http;

import dev.outlay.ingest.allowance.RequestAllowance;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Asks who comes, and lets them pass or not. The body of a request stays unread until the decision is made. */
@ApplicationScoped
class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);

    private static final String SCHEME = "Bearer ";
    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";
    /** Of what is asked for. It has no bound of its own, so as much is left as its caller has. */
    private static final String REMAINING_OF_ENTITY =
            "x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests";

    private static final String RETRY_AFTER = "x-ms-ratelimit-microsoft.costmanagement-client-retry-after";

    private final IdentityProviderManager identities;
    private final VerifiedTokens verified;
    private final RequestAllowance allowance;
    private final AccessRule rule;
    private final IssuerRule issuers;

    Gate(
            IdentityProviderManager identities,
            VerifiedTokens verified,
            RequestAllowance allowance,
            AccessConfig config,
            PublisherConfig publishers,
            TokenConfig tokens) {
        this.identities = identities;
        this.verified = verified;
        this.allowance = allowance;
        this.rule = new AccessRule(
                config.tenant().orElse(null), publishers.tenants().orElse(Set.of()));
        this.issuers = IssuerRule.read(
                tokens.issuer(),
                tokens.tenants().orElse(Set.of()),
                tokens.guests(),
                config.tenant().orElse(""));
    }

    /** Has what is set read at the start, which ends with what is wrong with it. */
    void check(@Observes StartupEvent start) {}

    /** Runs {@code passed} for a principal that the decision allows; answers 401 or 403 to all others. */
    void ask(RoutingContext context, Decision decision, Runnable passed) {
        String token = bearer(context);
        if (token == null) {
            challenge(context, "AuthenticationFailed", "A bearer token is required in the header Authorization.");
            return;
        }
        Caller known = verified.find(token);
        if (known != null) {
            decide(context, decision, known, passed);
            return;
        }
        AccessTokenCredential credential;
        try {
            credential = new AccessTokenCredential(token);
        } catch (NoSuchElementException dots) {
            // A token of dots alone is taken for a JWT by Quarkus, which then fails to find its parts.
            unauthenticated(context, dots);
            return;
        }
        AuthenticationRequest request =
                HttpSecurityUtils.setRoutingContextAttribute(new TokenAuthenticationRequest(credential), context);
        identities
                .authenticate(request)
                .subscribe()
                .with(
                        identity -> decide(context, decision, caller(token, identity), passed),
                        failure -> unauthenticated(context, failure));
    }

    private static @Nullable String bearer(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return header == null || !bearer
                ? null
                : header.substring(SCHEME.length()).strip();
    }

    /** Who a token names, or null where it names nobody. */
    private @Nullable Caller caller(String token, @Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken claims)) {
            return null;
        }
        Optional<String> tenant = issuers.tenant(new IssuerRule.Said(
                text(claims, "iss"), text(claims, "tid"), text(claims, "idp"), text(claims, "acct")));
        if (tenant.isEmpty()) {
            return null;
        }
        Caller caller = new Caller(
                id(claims), Set.copyOf(identity.getRoles()), tenant.get().isEmpty() ? null : tenant.get());
        if (claims.getExpirationTime() > 0) { // one that says no end may have one that only its issuer knows
            verified.keep(token, caller, Instant.ofEpochSecond(claims.getExpirationTime()));
        }
        return caller;
    }

    private static String text(JsonWebToken claims, String name) {
        Object value = claims.getClaim(name);
        return value == null ? "" : value instanceof JsonString text ? text.getString() : value.toString();
    }

    private static String id(JsonWebToken claims) {
        Object object = claims.getClaim("oid");
        return String.valueOf(object == null ? claims.getSubject() : object);
    }

    private void decide(RoutingContext context, Decision decision, @Nullable Caller caller, Runnable passed) {
        if (caller == null) {
            challenge(
                    context,
                    "InvalidAuthenticationToken",
                    "The token names nobody, or is of an issuer or a tenant that is not taken here.");
        } else if (!isWithinItsAllowance(context, caller)) {
            return;
        } else if (decision == Decision.SIGNED_IN || rule.mayPublish(caller.roles(), caller.tenant())) {
            passed.run();
        } else {
            Answers.refuse(
                    context,
                    ApiError.of(
                            403,
                            "AuthorizationFailed",
                            "The principal needs the role CostPublisher, GlobalAdmin or AdminAgent in the partner's"
                                    + " tenant, or CostPublisher in one that is set to publish."));
        }
    }

    /** Counts the request and tells its sender how many are left; answers where there are none. */
    private boolean isWithinItsAllowance(RoutingContext context, Caller caller) {
        RequestAllowance.Taken taken = allowance.take(caller.principal());
        String left = "DefaultQuota:" + taken.left();
        context.response().putHeader(REMAINING, left).putHeader(REMAINING_OF_ENTITY, left);
        if (!taken.isAllowed()) {
            int seconds =
                    Math.toIntExact(Math.max(1, taken.rest().plusMillis(999).toSeconds()));
            context.response().putHeader(RETRY_AFTER, Integer.toString(seconds));
            Answers.refuse(
                    context,
                    ApiError.later(
                            429,
                            "TooManyRequests",
                            "Too many requests of this principal. Please retry after " + seconds + " seconds.",
                            seconds));
        }
        return taken.isAllowed();
    }

    private static void unauthenticated(RoutingContext context, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid && invalid.hasExpired()) {
                challenge(context, "ExpiredAuthenticationToken", "The token has expired. Fetch a new one.");
                return;
            }
        }
        LOG.debugf("A token was refused: %s", failure.getMessage());
        challenge(context, "InvalidAuthenticationToken", "The token is not valid here: signature, issuer or audience.");
    }

    private static void challenge(RoutingContext context, String code, String message) {
        String error = code.equals("AuthenticationFailed") ? "Bearer" : "Bearer error=\"invalid_token\"";
        context.response().putHeader("WWW-Authenticate", error);
        Answers.refuse(context, ApiError.of(401, code, message));
    }
}
