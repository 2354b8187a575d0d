package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The table {@code subscription_owner}, as somebody states an owner before any charge does. Such a row has its newest charge in 1970, before everything that can be charged, so that the first charge decides
 * as every later one does.
 */
final class StatedOwnerTable {

    private static final String ADD = """
            insert into subscription_owner (subscription, scope_id, newest_charge) values (?1, ?2, timestamptz 'epoch') on conflict do nothing
            """;

    /** Waits for a batch that notes a charge of the subscription; then the charge decides. */
    private static final String STATE =
            "update subscription_owner set scope_id = ?2 where subscription = ?1 and newest_charge = timestamptz 'epoch'";

    /** Locked, since whoever reads it tells others, and must not tell them what a batch has changed meanwhile. */
    private static final String OWNS =
            "select scope_id = ?2 from subscription_owner where subscription = ?1 for update";

    private StatedOwnerTable() {}

    /**
     * States an owner, unless a charge has done so.
     *
     * @param subscription in lower case
     * @param scope of the subscription at its customer
     * @return whether it is the owner now
     */
    static Uni<Boolean> state(Mutiny.StatelessSession session, String subscription, int scope) {
        return session.createNativeQuery(ADD)
                .setParameter(1, subscription)
                .setParameter(2, scope)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(STATE)
                        .setParameter(1, subscription)
                        .setParameter(2, scope)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(OWNS, Boolean.class)
                        .setParameter(1, subscription)
                        .setParameter(2, scope)
                        .getSingleResult());
    }
}
