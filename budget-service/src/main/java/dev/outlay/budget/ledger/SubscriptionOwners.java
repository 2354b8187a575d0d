package dev.outlay.budget.ledger;

import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Notes to whom subscriptions belong, as charges make it known, and tells the alert service, in the same transaction. A subscription belongs to the customer of its
 * newest charge, by the day on which it began (UTC); of two customers on one day to the one that was noted later.
 */
final class SubscriptionOwners {

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;

    /** By the scope of a subscription at a customer: charges that began on this day or before say nothing new of the owner. */
    private final Map<Integer, Long> settledUntil = new ConcurrentHashMap<>();

    SubscriptionOwners(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    /** Charges that may change an owner: newer than all that was noted of their subscription at their customer. */
    private record Claim(int scope, long day, Charge charge) {}

    /** @param sets description of each charge, in their order; null for charges that were refused */
    Uni<Void> note(List<Charge> charges, List<@Nullable DimensionSet> sets) {
        Map<String, Claim> claims = claims(charges, sets);
        return claims.isEmpty()
                ? Uni.createFrom().voidItem()
                : sessions.withStatelessTransaction(session -> own(session, claims))
                        .invoke(owners -> owners.forEach(owner -> settle(owner, claims)))
                        .replaceWithVoid();
    }

    private Map<String, Claim> claims(List<Charge> charges, List<@Nullable DimensionSet> sets) {
        Map<String, Claim> claims = new HashMap<>();
        for (int position = 0; position < charges.size(); position++) {
            DimensionSet set = sets.get(position);
            Integer scope = set == null ? null : set.places().subscription();
            if (scope == null) {
                continue;
            }
            Charge charge = charges.get(position);
            long day = Math.floorDiv(charge.start().getEpochSecond(), 86_400L);
            if (day > settledUntil.getOrDefault(scope, Long.MIN_VALUE)) {
                claims.merge(
                        String.valueOf(charge.subscription()).toLowerCase(Locale.ROOT),
                        new Claim(scope, day, charge),
                        (one, other) -> other.day() >= one.day() ? other : one);
            }
        }
        return claims;
    }

    private Uni<List<ScopeTable.Claimed>> own(Mutiny.StatelessSession session, Map<String, Claim> claims) {
        Map<String, ScopeTable.Owned> owned = new HashMap<>();
        claims.forEach((subscription, claim) ->
                owned.put(subscription, new ScopeTable.Owned(claim.scope(), claim.day() * 86_400_000_000L)));
        return ScopeTable.own(session, owned)
                .call(claimed -> tell(
                        session,
                        claimed.stream()
                                .filter(ScopeTable.Claimed::isNews)
                                .map(ScopeTable.Claimed::subscription)
                                .toList()));
    }

    private Uni<Void> tell(Mutiny.StatelessSession session, List<String> subscriptions) {
        return subscriptions.isEmpty()
                ? Uni.createFrom().voidItem()
                : ScopeTable.owners(session, subscriptions)
                        .map(owners ->
                                owners.stream().map(SubscriptionOwners::told).toList())
                        .chain(messages -> outbox.append(session, messages));
    }

    static OutboxMessage told(ScopeTable.Owner owner) {
        return AccessEvents.subscription(owner.subscription(), owner.account(), owner.customer(), owner.others());
    }

    /** Another customer may hold the subscription with a newer charge; then older ones of this customer say nothing either. */
    private void settle(ScopeTable.Claimed owner, Map<String, Claim> claims) {
        Claim claim = claims.get(owner.subscription());
        if (claim != null) {
            settledUntil.merge(claim.scope(), claim.day(), Math::max);
        }
    }
}
