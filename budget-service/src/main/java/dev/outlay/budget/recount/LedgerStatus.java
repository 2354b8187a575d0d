package dev.outlay.budget.recount;

import dev.outlay.budget.money.RateDay;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the ledger holds and what waits. */
@ApplicationScoped
public class LedgerStatus {

    /**
     * A look at the ledger.
     *
     * @param charges as the database's statistics estimate them
     * @param lastBatch number of the last transaction that changed it
     * @param awaitingRate charges that do not count at the billing account yet, or only billed or only effective, for want of a rate
     * @param unpriced charges that do not count at subscription and resource group yet, for want of a retail price
     * @param seriesBuilding spends that are being built
     * @param outbox messages that are not sent yet
     */
    public record Status(
            long charges,
            long lastBatch,
            List<Awaiting> awaitingRate,
            long unpriced,
            long seriesBuilding,
            long outbox) {}

    /**
     * Charges that wait for a rate.
     *
     * @param since first day, UTC, of the month, or of the day, in which they were charged
     */
    public record Awaiting(String currency, LocalDate since, long charges) {}

    private final Mutiny.SessionFactory sessions;

    LedgerStatus(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    public Uni<Status> look() {
        return sessions.withStatelessSession(session -> WaitingTable.awaitingRate(session, RateDay.FIRST_OF_MONTH)
                .chain(awaiting -> WaitingTable.unpriced(session).chain(unpriced -> StatusTable.sizes(session)
                        .map(sizes -> new Status(
                                sizes.charges(),
                                sizes.lastBatch(),
                                awaiting,
                                unpriced,
                                sizes.seriesBuilding(),
                                sizes.outbox())))));
    }
}
