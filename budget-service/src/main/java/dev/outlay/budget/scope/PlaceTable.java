package dev.outlay.budget.scope;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code scope}, as those who name a scope see it. Charges add theirs in the ledger's own way. */
@ApplicationScoped
public class PlaceTable {

    private static final String FIND =
            "select id, billing_account, customer, cast(currency as text) from scope where key = ?1";

    private static final String ADD = """
            insert into scope (key, kind, billing_account, billing_profile, customer, subscription, resource_group, currency)
            values (?1, ?2, ?3, cast(?4 as text), cast(?5 as text), cast(?6 as text), cast(?7 as text), cast(?8 as text))
            on conflict (key) do nothing
            """;

    private static final String OWNED = """
            select s.id, s.billing_account, s.customer, cast(s.currency as text)
            from scope s left join subscription_owner o on o.scope_id = s.id
            where s.kind = 4 and lower(s.subscription) = ?1
              and (cast(?2 as text) is null and o.subscription is not null or lower(s.customer) = cast(?2 as text))
            order by o.subscription nulls last, s.id desc
            limit 1
            """;

    /** Finds a billing scope; a place with id 0 when nothing was kept for it yet. */
    public Uni<Place> billing(Mutiny.StatelessSession session, Scope scope) {
        Place unknown =
                switch (scope) {
                    case Scope.BillingAccount it ->
                        new Place(0, ScopeKey.billingAccount(it.account()), it, it.account(), null, "USD");
                    case Scope.BillingProfile it ->
                        new Place(0, ScopeKey.billingProfile(it.account(), it.profile()), it, it.account(), null, null);
                    case Scope.Customer it ->
                        new Place(
                                0,
                                ScopeKey.customer(it.account(), it.customer()),
                                it,
                                it.account(),
                                it.customer(),
                                null);
                    default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
                };
        return find(session, unknown);
    }

    /**
     * Finds a subscription or resource group as a principal sees it.
     *
     * @param tenant the customer whose charges are asked for; null for whoever owns the subscription now
     * @return empty when neither a charge nor a partner's admin has named the subscription (at that customer)
     */
    public Uni<Optional<Place>> rbac(Mutiny.StatelessSession session, Scope scope, @Nullable String tenant) {
        String subscription =
                switch (scope) {
                    case Scope.Subscription it -> it.subscription();
                    case Scope.ResourceGroup it -> it.subscription();
                    default -> throw new IllegalArgumentException("no RBAC scope: " + scope.armId());
                };
        return session.createNativeQuery(OWNED, Object[].class)
                .setParameter(1, subscription.toLowerCase(Locale.ROOT))
                .setParameter(2, tenant == null ? null : tenant.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> subscription(subscription, row)))
                .chain(found -> inside(session, scope, found));
    }

    private static Place subscription(String subscription, Object[] row) {
        String account = (String) row[1];
        @Nullable String customer = (String) row[2];
        return new Place(
                (Integer) row[0],
                ScopeKey.subscription(account, customer, subscription),
                new Scope.Subscription(subscription),
                account,
                customer,
                (String) row[3]);
    }

    private Uni<Optional<Place>> inside(Mutiny.StatelessSession session, Scope scope, Optional<Place> subscription) {
        if (subscription.isEmpty() || !(scope instanceof Scope.ResourceGroup group)) {
            return Uni.createFrom().item(subscription);
        }
        Place around = subscription.get();
        ScopeKey key = ScopeKey.resourceGroup(
                around.account(), around.customer(), group.subscription(), group.resourceGroup());
        return find(session, new Place(0, key, group, around.account(), around.customer(), around.currency()))
                .map(Optional::of);
    }

    private Uni<Place> find(Mutiny.StatelessSession session, Place place) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, place.key().text())
                .getResultList()
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Place(
                                (Integer) row[0],
                                place.key(),
                                place.scope(),
                                place.account(),
                                place.customer(),
                                row[3] == null ? place.currency() : (String) row[3]))
                        .orElse(place));
    }

    /** Keeps a place that may be known already, whoever else does so at the same time; returns it with its row. */
    public Uni<Place> keep(Mutiny.StatelessSession session, Place place) {
        if (place.isKept()) {
            return Uni.createFrom().item(place);
        }
        Scope scope = place.scope();
        return session.createNativeQuery(ADD)
                .setParameter(1, place.key().text())
                .setParameter(2, scope.kind().code())
                .setParameter(3, place.account())
                .setParameter(4, scope instanceof Scope.BillingProfile it ? it.profile() : null)
                .setParameter(5, place.customer())
                .setParameter(6, subscription(scope))
                .setParameter(7, scope instanceof Scope.ResourceGroup it ? it.resourceGroup() : null)
                .setParameter(8, place.currency())
                .executeUpdate()
                .chain(() -> find(session, place));
    }

    /** The row of a place that is known to be kept. */
    public Uni<Integer> known(Mutiny.StatelessSession session, ScopeKey key) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, key.text())
                .getSingleResult()
                .map(row -> (Integer) row[0]);
    }

    private static @Nullable String subscription(Scope scope) {
        return switch (scope) {
            case Scope.Subscription it -> it.subscription();
            case Scope.ResourceGroup it -> it.subscription();
            default -> null;
        };
    }
}
