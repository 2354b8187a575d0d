package dev.outlay.alert.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token's roles and groups mean here. An issuer has names of its own: the id of a group, an app role. Some of them stand for roles of the partner's people
 * (functional spec 1.3).
 *
 * @param meanings name in lower case to role
 * @param billingAdmins whether a Billing admin may do what an Admin agent may
 */
public record RoleMapping(Map<String, String> meanings, boolean billingAdmins) {

    /** Roles that can be meant. */
    private static final Set<String> ROLES = Set.of("GlobalAdmin", "AdminAgent", "BillingAdmin", "CostPublisher");

    public RoleMapping {
        meanings = Map.copyOf(meanings);
    }

    /**
     * Reads pairs of a name and a role, such as {@code 0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e01=GlobalAdmin,Finance=BillingAdmin}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static RoleMapping read(String pairs, boolean billingAdmins) {
        Map<String, String> meanings = new HashMap<>();
        for (String pair : pairs.split(",", -1)) {
            if (pair.isBlank()) {
                continue;
            }
            int sign = pair.lastIndexOf('=');
            String name = sign < 0 ? "" : pair.substring(0, sign).strip().toLowerCase(Locale.ROOT);
            String role = role(pair.substring(sign + 1).strip()).orElse("");
            if (name.isEmpty() || role.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + pair.strip()
                                + "' in outlay.roles.mapping must be name=role, the role one of GlobalAdmin, AdminAgent, BillingAdmin and CostPublisher");
            }
            if (meanings.put(name, role) != null) {
                throw new IllegalArgumentException(
                        "'" + name + "' is in outlay.roles.mapping twice; a name means one role");
            }
        }
        return new RoleMapping(meanings, billingAdmins);
    }

    private static Optional<String> role(String text) {
        return ROLES.stream().filter(role -> role.equalsIgnoreCase(text)).findFirst();
    }

    /** The roles that somebody has whose token says these, these among them. */
    public Set<String> of(Set<String> said) {
        Set<String> roles = new HashSet<>(said);
        said.forEach(name -> {
            String meant = meanings.get(name.toLowerCase(Locale.ROOT));
            if (meant != null) {
                roles.add(meant);
            }
        });
        if (billingAdmins && roles.stream().anyMatch("BillingAdmin"::equalsIgnoreCase)) {
            roles.add("AdminAgent");
        }
        return Set.copyOf(roles);
    }
}
