package dev.outlay.alert.delivery;

import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.recipient.Recipient;
import dev.outlay.alert.recipient.RecipientsTable;
import dev.outlay.alert.recipient.Wishes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators do with recipients: look when they want mail, say so, and forget it. */
@ApplicationScoped
public class OperateRecipients {

    private final Transactions transactions;
    private final RecipientsTable recipients;
    private final WaitingTable waiting;
    private final Dispatcher dispatcher;
    private final Clock clock;

    OperateRecipients(
            Transactions transactions,
            RecipientsTable recipients,
            WaitingTable waiting,
            Dispatcher dispatcher,
            Clock clock) {
        this.transactions = transactions;
        this.recipients = recipients;
        this.waiting = waiting;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** All of whom something is kept, the newest first, after a place. */
    public Uni<List<RecipientsTable.Listed>> list(Optional<PagePlace> after, int limit) {
        return transactions.streaming(session -> recipients.list(session, after, limit));
    }

    /** Whoever reads at an address, which is in lower case. */
    public Uni<Optional<Recipient>> find(String address) {
        return transactions.streaming(session -> recipients.find(session, address));
    }

    /**
     * What is kept now.
     *
     * @param isNew whether nothing was kept of that address before
     */
    public record Kept(Recipient recipient, boolean isNew) {}

    /** Says when mail is wanted at an address. What waits there is looked at anew, at once. */
    public Uni<Kept> put(String address, Wishes wishes, String principal) {
        Instant now = clock.instant();
        return transactions
                .streaming(session -> recipients
                        .put(session, address, wishes, principal, now)
                        .chain(isNew -> waiting.release(session, address, now)
                                .chain(() -> recipients.find(session, address))
                                .map(found -> new Kept(found.orElseThrow(), isNew))))
                .invoke(dispatcher::wake);
    }

    /** Mail is wanted at once again, and what waits goes. Says whether something was kept. */
    public Uni<Boolean> forget(String address) {
        return transactions
                .streaming(session -> recipients.forget(session, address).chain(forgotten -> waiting.release(
                                session, address, clock.instant())
                        .replaceWith(forgotten > 0)))
                .invoke(dispatcher::wake);
    }
}
