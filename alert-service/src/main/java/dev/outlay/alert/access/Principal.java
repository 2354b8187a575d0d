package dev.outlay.alert.access;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks.
 *
 * @param id     object id of the user or application, lower case
 * @param tenant tenant that issued the token, lower case; empty where the token names none
 * @param roles  application roles of the token; empty for whoever wrote a budget, of whom only the ids and groups are known
 * @param groups ids of the groups that the token says one is in, lower case: what is assigned to one of them is assigned
 *     to whoever is in it. None where the token names more than {@value #MOST_GROUPS}
 */
public record Principal(String id, String tenant, Set<String> roles, Set<String> groups) {

    /** Of somebody in more groups a token of Microsoft Entra ID names none. */
    private static final int MOST_GROUPS = 200;

    /** Compares ids and tenants without regard to case. */
    public Principal {
        id = id.toLowerCase(Locale.ROOT);
        tenant = tenant.toLowerCase(Locale.ROOT);
        roles = Set.copyOf(roles);
        groups = groups.size() > MOST_GROUPS
                ? Set.of()
                : groups.stream()
                        .filter(Principal::isNamed)
                        .map(group -> group.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Somebody of whose groups nothing is known. */
    public Principal(String id, String tenant, Set<String> roles) {
        this(id, tenant, roles, Set.of());
    }

    /** A claim may hold a null among its texts. */
    private static boolean isNamed(@Nullable String group) {
        return group != null && !group.isBlank();
    }

    /** To whom a role may be assigned that it then has: itself and its groups. */
    Stream<String> holders() {
        return Stream.concat(Stream.of(id), groups.stream());
    }
}
