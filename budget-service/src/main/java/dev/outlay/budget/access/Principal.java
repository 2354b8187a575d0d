package dev.outlay.budget.access;

import java.util.Locale;
import java.util.Set;

/**
 * Who asks, as its verified token says.
 *
 * @param id {@code oid}, else {@code sub}
 * @param tenant {@code tid}; empty where the token names none
 * @param roles partner roles
 */
public record Principal(String id, String tenant, Set<String> roles) {

    /** Partner roles that reach the billing scopes. */
    private static final Set<String> PARTNER_ROLES = Set.of("globaladmin", "adminagent");

    public Principal {
        roles = Set.copyOf(roles);
    }

    /** Whether it belongs to the partner. */
    public boolean isOf(String partnerTenant) {
        return !partnerTenant.isEmpty() && tenant.equalsIgnoreCase(partnerTenant);
    }

    /** Whether it is a Global admin or Admin agent of the partner. */
    public boolean isPartnerAdmin(String partnerTenant) {
        return isOf(partnerTenant)
                && roles.stream().anyMatch(role -> PARTNER_ROLES.contains(role.toLowerCase(Locale.ROOT)));
    }
}
