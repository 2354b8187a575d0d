package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** To which addresses no mail goes: people unsubscribe, operators look and lift. */
@ApplicationScoped
public class SuppressAddresses {

    private final Transactions transactions;
    private final SuppressionsTable suppressions;
    private final Clock clock;

    SuppressAddresses(Transactions transactions, SuppressionsTable suppressions, Clock clock) {
        this.transactions = transactions;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /** What a mail spoke of, oldest first; empty where there is no such mail. */
    public Uni<List<Crossing>> said(UUID delivery) {
        return transactions.streaming(session -> suppressions.said(session, delivery));
    }

    /**
     * Whoever reads at the address of this mail wants no more about the budgets of which it speaks; asking twice is asking
     * once. Returns what it spoke of; empty where there is no such mail.
     */
    public Uni<List<Crossing>> unsubscribe(UUID delivery) {
        return transactions.streaming(session -> suppressions
                .unsubscribe(session, delivery, clock.instant())
                .chain(() -> suppressions.said(session, delivery)));
    }

    /** What is in force, the newest first, after a place. */
    public Uni<List<Suppression>> list(Optional<PagePlace> after, int limit) {
        return transactions.streaming(session -> suppressions.list(session, after, limit));
    }

    /** The one with this id, where it is in force. */
    public Uni<Optional<Suppression>> find(UUID id) {
        return transactions.streaming(session -> suppressions.find(session, id));
    }

    /**
     * From now on mail goes to that address again; what was withheld meanwhile is sent when it is replayed. Says whether there
     * was one in force.
     *
     * @param principal id of whoever lifts it, which is kept
     */
    public Uni<Boolean> lift(UUID id, String principal) {
        return transactions
                .streaming(session -> suppressions.lift(session, id, principal, clock.instant()))
                .map(lifted -> lifted > 0);
    }
}
