package dev.outlay.ingest.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may publish cost and see imports: principals with the role CostPublisher, of whichever tenant, and the partner's own Global
 * admins and Admin agents, whose roles say nothing in another tenant. Source: deploy/contracts/README.md, roles.
 */
final class AccessRule {
    private static final Set<String> PARTNER_ROLES = Set.of("GlobalAdmin", "AdminAgent");
    private static final String PUBLISHER = "CostPublisher";

    private AccessRule() {}

    /**
     * @param tenant tenant of the principal, or null where the token has none
     * @param partnerTenant the partner's tenant, or null where none is configured: then nobody is the partner's
     */
    static boolean mayPublish(Set<String> roles, @Nullable String tenant, @Nullable String partnerTenant) {
        if (roles.contains(PUBLISHER)) {
            return true;
        }
        boolean partner = tenant != null && partnerTenant != null && tenant.equalsIgnoreCase(partnerTenant);
        return partner && roles.stream().anyMatch(PARTNER_ROLES::contains);
    }
}
