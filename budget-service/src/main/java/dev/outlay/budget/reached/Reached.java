package dev.outlay.budget.reached;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says under which address a request of HTTP was sent. A setting that is no address stops the start. */
@ApplicationScoped
public class Reached {

    private final TrustedProxies proxies;
    private final @Nullable ReachedAddress configured;

    Reached(ReachedConfig config) {
        this.proxies = TrustedProxies.of(config.trustedProxies().orElse(Set.of()));
        this.configured = config.publicUrl().map(ReachedAddress::of).orElse(null);
    }

    /** What links in the answer to a request begin with. */
    public ReachedAddress by(HttpServerRequest request) {
        return configured != null ? configured : ReachedAddress.of(asked(request), proxies);
    }

    private static Asked asked(HttpServerRequest request) {
        return new Asked(
                request.remoteAddress() == null
                        ? ""
                        : String.valueOf(request.remoteAddress().hostAddress()),
                request.isSSL() ? "https" : "http",
                request.authority() == null ? "" : request.authority().toString(),
                local(request.localAddress()),
                request.headers()::getAll);
    }

    private static String local(@Nullable SocketAddress address) {
        return Optional.ofNullable(address)
                .map(known -> {
                    String host = String.valueOf(known.hostAddress());
                    return (host.contains(":") ? "[" + host + "]" : host) + ":" + known.port();
                })
                .orElse("localhost");
    }
}
