package dev.outlay.budget.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who the partner is. */
@ConfigMapping(prefix = "outlay.access")
public interface AccessConfig {

    /** Tenant id of the partner ({@code OUTLAY_PARTNER_TENANT}); without it nobody is the partner's. */
    Optional<String> partnerTenant();
}
