package dev.outlay.ingest.http;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Whose applications publish cost beside the partner's. */
@ConfigMapping(prefix = "outlay.publisher")
public interface PublisherConfig {
    /** Ids of tenants whose CostPublishers may publish ({@code OUTLAY_PUBLISHER_TENANTS}); without it the partner's alone. */
    Optional<Set<String>> tenants();
}
