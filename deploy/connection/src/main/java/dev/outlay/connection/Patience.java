package dev.outlay.connection;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How long the other side of a connection is waited for.
 *
 * @param head for the rest of a request's head, from its first byte ({@code outlay.connections.longest-head})
 * @param stall for the other side to take anything of what it is being sent ({@code outlay.connections.longest-stall}); it is looked at that often, so up to twice as long
 */
record Patience(Duration head, Duration stall) {

    Patience {
        if (head.toMillis() < 1 || stall.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "outlay.connections.longest-head and outlay.connections.longest-stall have to be times.");
        }
    }

    /** As it is configured; the transport is made before anything could be injected into it. */
    static Patience configured() {
        Config config = ConfigProvider.getConfig();
        return new Patience(
                config.getOptionalValue("outlay.connections.longest-head", Duration.class)
                        .orElse(Duration.ofSeconds(30)),
                config.getOptionalValue("outlay.connections.longest-stall", Duration.class)
                        .orElse(Duration.ofSeconds(60)));
    }
}
