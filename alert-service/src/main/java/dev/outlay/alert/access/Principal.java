package dev.outlay.alert.access;

import java.util.Locale;
import java.util.Set;

/**
 * Whoever asks.
 *
 * @param id     object id of the user or application, lower case
 * @param tenant tenant that issued the token, lower case; empty where the token names none
 * @param roles  application roles of the token; empty for the creator of a budget, of whom only the ids are known
 */
public record Principal(String id, String tenant, Set<String> roles) {

    /** Compares ids and tenants without regard to case. */
    public Principal {
        id = id.toLowerCase(Locale.ROOT);
        tenant = tenant.toLowerCase(Locale.ROOT);
        roles = Set.copyOf(roles);
    }
}
