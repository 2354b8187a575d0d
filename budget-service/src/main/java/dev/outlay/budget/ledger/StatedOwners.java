package dev.outlay.budget.ledger;

import dev.outlay.budget.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;

/** To whom a subscription belongs that was never charged, as the partner states it. From its first charge on the charges say so. */
@ApplicationScoped
public class StatedOwners {

    private final Outbox outbox;

    StatedOwners(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * States an owner within the caller's transaction, and tells the alert service.
     *
     * @param subscription in any casing
     * @param scope of the subscription at its customer
     * @return false where charges have made it somebody else's; then nothing is changed
     */
    public Uni<Boolean> state(Mutiny.StatelessSession session, String subscription, int scope) {
        String key = subscription.toLowerCase(Locale.ROOT);
        return StatedOwnerTable.state(session, key, scope)
                .call(owns -> owns ? tell(session, key) : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(Mutiny.StatelessSession session, String subscription) {
        return ScopeTable.owners(session, List.of(subscription))
                .map(owners -> owners.stream().map(SubscriptionOwners::told).toList())
                .chain(messages -> outbox.append(session, messages));
    }
}
