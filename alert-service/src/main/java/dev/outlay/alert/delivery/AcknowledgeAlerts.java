package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.Settings;
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
    private final AccessHeard heard;
    private final String partnerTenant;
    private final Clock clock;

    AcknowledgeAlerts(
            Transactions transactions,
            AcknowledgementsTable acknowledgements,
            AccessHeard heard,
            Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.acknowledgements = acknowledgements;
        this.heard = heard;
        this.partnerTenant = settings.partner().tenant().orElse("");
        this.clock = clock;
    }

    /** What a delivery told, oldest first; empty where there is none that can be acknowledged. */
    public Uni<List<Crossing>> said(UUID delivery) {
        return transactions.streaming(session -> acknowledgements.said(session, delivery));
    }

    /**
     * Its recipient has seen it: it is not tried again, and what a silence has kept back of these alerts is not told any more.
     * Saying so twice is saying it once. Who somebody of the partner's is, who was told for a role, no customer is shown. Returns what it told; empty where there is none that can be acknowledged.
     */
    public Uni<List<Crossing>> acknowledge(UUID delivery) {
        return transactions.streaming(session -> acknowledgements
                .receiver(session, delivery)
                .chain(receiver -> acknowledgements.acknowledge(
                        session, delivery, receiver.filter(this::isPartners).isPresent(), clock.instant()))
                .chain(() -> acknowledgements.said(session, delivery)));
    }

    private boolean isPartners(String address) {
        return !partnerTenant.isEmpty() && heard.readsAt(partnerTenant, address);
    }
}
