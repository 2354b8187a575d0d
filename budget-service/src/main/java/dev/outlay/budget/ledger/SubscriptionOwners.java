package dev.outlay.budget.ledger;

import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Notes to whom subscriptions belong, as charges make it known, and tells the alert service, in the same transaction. */
final class SubscriptionOwners {

    private SubscriptionOwners() {}

    static Uni<Void> note(
            Mutiny.StatelessSession session,
            Outbox outbox,
            List<Description> descriptions,
            Map<ScopeKey, Integer> scopes) {
        Map<String, ScopeTable.Owned> owners = new HashMap<>();
        Map<String, Charge> newest = new HashMap<>();
        for (Description description : descriptions) {
            Charge charge = description.charge();
            ScopeKey key = description.subscription();
            Integer scope = key == null ? null : scopes.get(key);
            if (scope == null || charge.subscription() == null) {
                continue;
            }
            String subscription = charge.subscription().toLowerCase(Locale.ROOT);
            Charge other = newest.get(subscription);
            if (other == null || charge.start().isAfter(other.start())) {
                newest.put(subscription, charge);
                owners.put(subscription, new ScopeTable.Owned(scope, SqlRows.micros(charge.start())));
            }
        }
        return ScopeTable.own(session, owners).chain(changed -> {
            List<OutboxMessage> messages = changed.stream()
                    .map(newest::get)
                    .map(charge -> AccessEvents.subscription(
                            String.valueOf(charge.subscription()), charge.account(), charge.customer()))
                    .toList();
            return messages.isEmpty() ? Uni.createFrom().voidItem() : outbox.append(session, messages);
        });
    }
}
