package dev.outlay.budget.arm;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.access.IssuerRule;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.access.TokenConfig;
import dev.outlay.budget.refusal.Refusal;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonString;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. Only a missing or bad token is a 401 (DESIGN.md section 6, point 13). */
@ApplicationScoped
class Tokens {

    private final IdentityProviderManager identities;
    private final IssuerRule issuers;

    Tokens(IdentityProviderManager identities, TokenConfig tokens, AccessConfig access) {
        this.identities = identities;
        this.issuers = IssuerRule.read(
                tokens.issuer(),
                tokens.tenants().orElse(Set.of()),
                tokens.guests(),
                access.partnerTenant().orElse(""));
    }

    /** Has what is set read at the start, which ends with what is wrong with it. */
    void check(@Observes StartupEvent start) {}

    /** Fails with a refusal when there is no token, or none that holds. */
    Uni<Principal> principal(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header == null || header.isBlank()) {
            return Uni.createFrom().failure(missing().exception());
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Uni.createFrom().failure(invalid().exception());
        }
        // Quarkus would answer a bad token by itself, without a body.
        BiConsumer<RoutingContext, Throwable> answeredHere = (ignored, failure) -> {};
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answeredHere);
        return QuarkusHttpUser.getSecurityIdentity(context, identities)
                .onFailure()
                .transform(failure ->
                        isInfrastructure(failure) ? failure : refused(failure).exception())
                .map(this::principal);
    }

    private Principal principal(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw invalid().exception();
        }
        String id = text(token, "oid");
        String subject = id.isEmpty() ? text(token, "sub") : id;
        if (subject.isEmpty()) {
            throw invalid().exception();
        }
        String tenant = issuers.tenant(new IssuerRule.Said(
                        text(token, "iss"), text(token, "tid"), text(token, "idp"), text(token, "acct")))
                .orElseThrow(() -> invalid().exception());
        return new Principal(subject, tenant, identity.getRoles(), groups(token));
    }

    /** Nothing where the claim is something else than a list of texts, as where there are too many for a token. */
    private static Set<String> groups(JsonWebToken token) {
        return Objects.requireNonNullElse(token.getGroups(), Set.of());
    }

    private static String text(JsonWebToken token, String claim) {
        @Nullable Object value = token.getClaim(claim);
        return switch (value) {
            case null -> "";
            case JsonString text -> text.getString();
            default -> value.toString();
        };
    }

    private static boolean isInfrastructure(Throwable failure) {
        return Failures.isInfrastructure(failure);
    }

    private static Refusal refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException jwt && jwt.hasExpired()) {
                return new Refusal(
                        401,
                        "ExpiredAuthenticationToken",
                        "The access token has expired. Get a new one and try again.");
            }
        }
        return invalid();
    }

    private static Refusal missing() {
        return new Refusal(
                401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
    }

    private static Refusal invalid() {
        return new Refusal(401, "InvalidAuthenticationToken", "The access token is invalid.");
    }
}
