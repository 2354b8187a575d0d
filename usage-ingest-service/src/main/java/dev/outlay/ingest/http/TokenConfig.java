package dev.outlay.ingest.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Whose tokens are taken. */
@ConfigMapping(prefix = "outlay.token")
public interface TokenConfig {

    /** What {@code iss} may be, comma separated; {@code {tid}} stands for the token's own tenant ({@code OUTLAY_TOKEN_ISSUER}). */
    @WithDefault("https://outlay.local/")
    String issuer();

    /** Tenants that are taken beside the partner's ({@code OUTLAY_TOKEN_TENANTS}); without it all that the issuers have. */
    Optional<Set<String>> tenants();

    /** Whether guests of the partner's directory are the partner's people ({@code OUTLAY_TOKEN_GUESTS}). */
    @WithDefault("false")
    boolean guests();

    /** For whom tokens are made. Quarkus reads it; named here to be known. */
    Optional<String> audience();

    /** What verifies them where there is no OIDC server. Quarkus reads it; named here to be known. */
    Optional<String> publicKey();
}
