package dev.outlay.budget.frontdoor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the front door forwards to. */
@ConfigMapping(prefix = "outlay.front-door")
public interface FrontDoorConfig {

    /** The usage-ingest-service ({@code OUTLAY_INGEST_URL}): {@code http://host:port}, without TLS. */
    @WithDefault("http://localhost:8081")
    URI ingestUrl();

    /** The alert-service ({@code OUTLAY_ALERT_URL}): {@code http://host:port}, without TLS. */
    @WithDefault("http://localhost:8082")
    URI alertUrl();

    /** How long an origin may take to accept a connection. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long an origin may send nothing at all. */
    @WithDefault("60s")
    Duration idleTimeout();
}
