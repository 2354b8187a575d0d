package dev.outlay.budget.access;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as its verified token says.
 *
 * @param id {@code oid}, else {@code sub}
 * @param tenant {@code tid}; empty where the token names none
 * @param roles partner roles
 * @param groups ids of the groups that it is in, lower case: what is assigned to one of them is assigned to it. None where the token names more than {@value #MOST_GROUPS}
 */
public record Principal(String id, String tenant, Set<String> roles, Set<String> groups) {

    /** Of somebody in more groups a token of Microsoft Entra ID names none. */
    private static final int MOST_GROUPS = 200;

    /** No role is assigned to a longer id. */
    private static final int LONGEST_GROUP = 200;

    /** Partner roles that reach the billing scopes. */
    private static final Set<String> PARTNER_ROLES = Set.of("globaladmin", "adminagent");

    public Principal {
        roles = Set.copyOf(roles);
        groups = groups.size() > MOST_GROUPS
                ? Set.of()
                : groups.stream()
                        .filter(Principal::isAssignable)
                        .map(group -> group.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Somebody of whose groups nothing is known. */
    public Principal(String id, String tenant, Set<String> roles) {
        this(id, tenant, roles, Set.of());
    }

    /** A claim may hold a null among its texts. */
    private static boolean isAssignable(@Nullable String group) {
        return group != null
                && !group.isBlank()
                && group.length() <= LONGEST_GROUP
                && group.chars().noneMatch(Character::isISOControl);
    }

    /** To whom a role may be assigned that it then has: itself, first, and its groups, lower case. */
    String[] holders() {
        return Stream.concat(Stream.of(id.toLowerCase(Locale.ROOT)), groups.stream())
                .toArray(String[]::new);
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
