package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Recipients say that they have seen what they were told. */
@ApplicationScoped
public class AcknowledgeAlerts {

    private final Transactions transactions;
    private final AcknowledgementsTable acknowledgements;
    private final Clock clock;

    AcknowledgeAlerts(Transactions transactions, AcknowledgementsTable acknowledgements, Clock clock) {
        this.transactions = transactions;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /** What a delivery told, oldest first; empty where there is none that can be acknowledged. */
    public Uni<List<Crossing>> said(UUID delivery) {
        return transactions.streaming(session -> acknowledgements.said(session, delivery));
    }

    /**
     * Its recipient has seen it: it is not tried again, and what a silence has kept back of these alerts is not told any more.
     * Saying so twice is saying it once. Returns what it told; empty where there is none that can be acknowledged.
     */
    public Uni<List<Crossing>> acknowledge(UUID delivery) {
        return transactions.streaming(session -> acknowledgements
                .acknowledge(session, delivery, clock.instant())
                .chain(() -> acknowledgements.said(session, delivery)));
    }
}
