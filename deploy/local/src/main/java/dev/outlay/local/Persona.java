package dev.outlay.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The people of the sample partner that one can be with {@code deploy/local/token}; their ids never change. */
public enum Persona {
    /** Works for the partner and may do everything, posting cost included. */
    GLOBAL_ADMIN("a0000000-0000-4000-8000-000000000001", Persona.PARTNER_TENANT, "GlobalAdmin", "CostPublisher"),
    /** Works for the partner and manages its customers' subscriptions on their behalf. */
    ADMIN_AGENT("a0000000-0000-4000-8000-000000000002", Persona.PARTNER_TENANT, "AdminAgent"),
    /** Owns a subscription of the sample's first customer. */
    CUSTOMER_OWNER("c0000000-0000-4000-8000-000000000003", Persona.CUSTOMER_TENANT),
    /** Reads a subscription of the sample's first customer. */
    CUSTOMER_READER("c0000000-0000-4000-8000-000000000004", Persona.CUSTOMER_TENANT),
    /** Has a valid token and no right to anything. */
    OUTSIDER("f0000000-0000-4000-8000-000000000005", Persona.OUTSIDE_TENANT);

    /** The partner's own tenant. */
    public static final String PARTNER_TENANT = "11111111-2222-4333-8444-555555555555";

    /** Tenant, and with it customer id, of the sample's first customer. */
    public static final String CUSTOMER_TENANT = "c1000000-0000-4000-8000-000000000001";

    /** A tenant that nobody knows. */
    public static final String OUTSIDE_TENANT = "99999999-9999-4999-8999-999999999999";

    private final String principalId;
    private final String tenantId;
    private final Set<String> roles;

    Persona(String principalId, String tenantId, String... roles) {
        this.principalId = principalId;
        this.tenantId = tenantId;
        this.roles = Set.of(roles);
    }

    /** Object id of the principal: the token's {@code oid} and {@code sub}. */
    public String principalId() {
        return principalId;
    }

    /** Tenant of the principal: the token's {@code tid}. */
    public String tenantId() {
        return tenantId;
    }

    /** The token's {@code roles}. */
    public Set<String> roles() {
        return roles;
    }

    /** How it is written on a command line: {@code global-admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The persona with that label, if there is one. */
    public static Optional<Persona> labelled(String label) {
        return Arrays.stream(values())
                .filter(persona -> persona.label().equals(label))
                .findFirst();
    }
}
