package dev.outlay.ingest.http;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Whose administrators may publish. */
@ConfigMapping(prefix = "outlay.partner")
public interface AccessConfig {
    /** Tenant id of the partner; without it nobody is the partner's, and only CostPublishers of {@link PublisherConfig#tenants} may publish. */
    Optional<String> tenant();

    /** The partner's own subscriptions; not used here, but the same environment configures all services. */
    Optional<String> subscriptions();
}
