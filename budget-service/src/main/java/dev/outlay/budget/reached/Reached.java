package dev.outlay.budget.reached;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says under which address a request was sent. A setting that is no address stops the start. */
@ApplicationScoped
public class Reached {

    private final TrustedProxies proxies;
    private final @Nullable ReachedAddress configured;

    Reached(ReachedConfig config) {
        this.proxies = TrustedProxies.of(config.trustedProxies().orElse(Set.of()));
        this.configured = config.publicUrl().map(ReachedAddress::of).orElse(null);
    }

    /** What links in the answer to a request begin with. */
    public ReachedAddress by(Asked request) {
        return configured != null ? configured : ReachedAddress.of(request, proxies);
    }
}
