package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Looks up who holds a role, for an alert that came while nobody could say or that an operator sends again. Whoever is found
 * gets a delivery in a transaction of its own, before the role's is concluded: one who dies between the two looks again, and
 * each receiver has one delivery however often it is looked up.
 */
@ApplicationScoped
class ResolveRoles {

    private final Transactions transactions;
    private final DeliveriesTable deliveries;
    private final RoleHolders holders;
    private final Settings settings;
    private final Clock clock;

    ResolveRoles(
            Transactions transactions,
            DeliveriesTable deliveries,
            AccessDecision.Rules rules,
            AccessHeard heard,
            Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.holders = new RoleHolders(rules, heard);
        this.settings = settings;
        this.clock = clock;
    }

    /** Resolves a claimed delivery whose target is the name of a role. */
    Uni<Conclusion> resolve(Claimed claimed) {
        Claimed.Said said = claimed.said().getFirst();
        Crossing crossing = said.crossing();
        return switch (holders.of(crossing, claimed.target())) {
            case RoleHolders.Found.NotHeard ignored ->
                Uni.createFrom().item(Conclusion.putOff("who holds the role is not known yet", clock.instant()));
            case RoleHolders.Found.Nobody nobody -> Uni.createFrom().item(Conclusion.nobody(nobody));
            case RoleHolders.Found.Holders found -> tell(said, grounds(said, claimed.target()), found.holders());
        };
    }

    /** Those on which the role was to be told; of one that was planned before they were kept, whoever had the role told. */
    private static List<Ground> grounds(Claimed.Said said, String role) {
        return said.grounds().isEmpty()
                ? List.of(Ground.askedBy(said.crossing().budget().writers().ofRole(role)))
                : said.grounds();
    }

    private Uni<Conclusion> tell(Claimed.Said said, List<Ground> grounds, List<RoleHolders.Holder> found) {
        Instant now = clock.instant();
        List<PlannedDelivery> planned = DeliveryPlan.ofHolders(said.crossing(), grounds, found);
        return transactions
                .streaming(session -> deliveries.save(
                        session, planned, now, settings.delivery().digestWindow()))
                .replaceWith(Conclusion.resolved());
    }
}
