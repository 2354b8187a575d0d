package dev.outlay.budget.reached;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Where the service is reached. */
@ConfigMapping(prefix = "outlay.reached")
public interface ReachedConfig {

    /**
     * Address under which people reach the API, such as {@code https://outlay.example} ({@code OUTLAY_PUBLIC_URL}); where it is said, no request is asked.
     */
    Optional<String> publicUrl();

    /**
     * Addresses and networks of the proxies whose {@code Forwarded} and {@code X-Forwarded-*} are believed ({@code OUTLAY_TRUSTED_PROXIES}).
     */
    Optional<Set<String>> trustedProxies();
}
