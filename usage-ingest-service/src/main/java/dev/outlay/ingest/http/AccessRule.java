package dev.outlay.ingest.http;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may publish cost and see imports: the partner's own Global admins and Admin agents, and principals with the role
 * CostPublisher of the partner or of a tenant that is set to publish as well. The same words in another tenant's token say
 * nothing: there that tenant's own administrators give them. Source: deploy/contracts/README.md, roles.
 *
 * @param partnerTenant the partner's tenant, or null where none is configured: then nobody is the partner's
 * @param publisherTenants further tenants whose CostPublishers are taken; lower case
 */
record AccessRule(@Nullable String partnerTenant, Set<String> publisherTenants) {
    /** In lower case: roles are read in any casing, as the other services do (deploy/contracts/partner-roles.tsv). */
    private static final Set<String> PARTNER_ROLES = Set.of("globaladmin", "adminagent");

    private static final String PUBLISHER = "costpublisher";

    AccessRule {
        publisherTenants = publisherTenants.stream()
                .map(tenant -> tenant.strip().toLowerCase(Locale.ROOT))
                .filter(tenant -> !tenant.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param tenant tenant of the principal, or null where the token has none */
    boolean mayPublish(Set<String> roles, @Nullable String tenant) {
        if (tenant == null || tenant.isEmpty()) {
            return false;
        }
        boolean partners = tenant.equalsIgnoreCase(partnerTenant);
        return (partners && roles.stream().anyMatch(role -> PARTNER_ROLES.contains(role.toLowerCase(Locale.ROOT))))
                || ((partners || publisherTenants.contains(tenant.toLowerCase(Locale.ROOT)))
                        && roles.stream().anyMatch(PUBLISHER::equalsIgnoreCase));
    }
}
