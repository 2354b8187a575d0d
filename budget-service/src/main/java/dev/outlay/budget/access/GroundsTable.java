package dev.outlay.budget.access;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** What decisions are made of: role assignments, policies and agreements. */
@ApplicationScoped
class GroundsTable {

    /** A role that somebody has twice is read once. */
    private static final String PERMISSIONS = """
        select distinct a.role, cast(r.permissions as text)
        from role_assignment a left join custom_role r on r.id = a.custom_role
        where\s""" + HeldSql.by(1) + """

          and (a.scope_key = any(cast(?2 as text[]))
               or a.scope_key = (select group_key from management_group_subscription where subscription = ?3))
        """;

    private static final String PERMISSIONS_INSIDE = """
        select distinct a.role, cast(r.permissions as text), a.scope_key
        from role_assignment a left join custom_role r on r.id = a.custom_role
        where\s""" + HeldSql.by(1) + " and starts_with(a.scope_key, ?2)";

    private static final String GROUNDS = """
        select coalesce((select c.view_charges from customer c join scope s on s.id = c.scope_id where s.key = ?1), false),
               exists (select 1 from subscription_owner o join scope s on s.id = o.scope_id
                       where o.subscription = ?2 and lower(s.customer) = ?3)
        """;

    private static final String CSP_OFFER =
            "select exists (select from customer c join scope s on s.id = c.scope_id where s.key = ?1 and c.agreement"
                    + " = 2)";

    /** What the roles of a principal, and of the groups that it is in, allow at a scope, those among them that were assigned at the subscription or management group around it. */
    Uni<List<Permission>> permissions(Mutiny.StatelessSession session, Principal principal, Scope scope) {
        String[] scopes =
                switch (scope) {
                    case Scope.ResourceGroup it ->
                        new String[] {key(it), key(new Scope.Subscription(it.subscription()))};
                    default -> new String[] {key(scope)};
                };
        return session.createNativeQuery(PERMISSIONS, Object[].class)
                .setParameter(1, principal.holders())
                .setParameter(2, scopes)
                .setParameter(3, subscription(scope))
                .getResultList()
                .map(rows -> rows.stream().flatMap(GroundsTable::permissions).toList());
    }

    private static Stream<Permission> permissions(Object[] row) {
        return row[1] == null
                ? Role.named((String) row[0]).stream().flatMap(role -> role.permissions().stream())
                : RoleJson.permissions((String) row[1]).stream();
    }

    /** What the roles allow that a principal, and the groups that it is in, have at single resource groups of a subscription, by the names of these in lower case. */
    Uni<Map<String, List<Permission>>> permissionsInside(
            Mutiny.StatelessSession session, Principal principal, Scope.Subscription subscription) {
        String before = key(subscription) + "/resourcegroups/";
        return session.createNativeQuery(PERMISSIONS_INSIDE, Object[].class)
                .setParameter(1, principal.holders())
                .setParameter(2, before)
                .getResultList()
                .map(rows -> {
                    Map<String, List<Permission>> inside = new TreeMap<>();
                    rows.forEach(row -> inside.computeIfAbsent(
                                    ((String) row[2]).substring(before.length()), unused -> new ArrayList<>())
                            .addAll(permissions(row).toList()));
                    return inside;
                });
    }

    /** The grounds at a place; nothing but the permissions where there is none. */
    Uni<Grounds> of(Mutiny.StatelessSession session, List<Permission> permissions, Optional<Place> place) {
        String customer = place.map(Place::customer).orElse(null);
        if (place.isEmpty() || customer == null) {
            return Uni.createFrom().item(new Grounds(permissions, false, false));
        }
        return session.createNativeQuery(GROUNDS, Object[].class)
                .setParameter(
                        1, ScopeKey.customer(place.get().account(), customer).text())
                .setParameter(2, subscription(place.get().scope()))
                .setParameter(3, customer.toLowerCase(Locale.ROOT))
                .getSingleResult()
                .map(row -> new Grounds(permissions, (Boolean) row[0], (Boolean) row[1]));
    }

    /** Whether a place is a customer's that is under the CSP offer. */
    Uni<Boolean> isCspOffer(Mutiny.StatelessSession session, Place place) {
        String customer = place.customer();
        return customer == null
                ? Uni.createFrom().item(false)
                : session.createNativeQuery(CSP_OFFER, Boolean.class)
                        .setParameter(
                                1, ScopeKey.customer(place.account(), customer).text())
                        .getSingleResult();
    }

    private static String subscription(Scope scope) {
        return switch (scope) {
            case Scope.Subscription it -> it.subscription().toLowerCase(Locale.ROOT);
            case Scope.ResourceGroup it -> it.subscription().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    /** How the table compares scopes. */
    static String key(Scope scope) {
        return scope.armId().toLowerCase(Locale.ROOT);
    }
}
