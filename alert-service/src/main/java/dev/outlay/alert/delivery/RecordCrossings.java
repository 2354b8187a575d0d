package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.CrossingState;
import dev.outlay.alert.alert.CrossingStatesTable;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.PartnersOwn;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** A batch of crossings becomes alerts and their deliveries, and what was heard of earlier ones their status: all of it in one transaction, or nothing. */
@ApplicationScoped
public class RecordCrossings {

    private final Transactions transactions;
    private final AlertsTable alerts;
    private final CrossingStatesTable states;
    private final OverTable over;
    private final ActionGroupsTable groups;
    private final DeliveriesTable deliveries;
    private final Dispatcher dispatcher;
    private final DeliveryPlan plan;
    private final DeliveryMetrics metrics;
    private final Settings settings;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // One use case over three tables.
    RecordCrossings(
            Transactions transactions,
            AlertsTable alerts,
            CrossingStatesTable states,
            OverTable over,
            ActionGroupsTable groups,
            DeliveriesTable deliveries,
            Dispatcher dispatcher,
            DeliveryMetrics metrics,
            Settings settings,
            AccessDecision.Rules rules,
            AccessHeard heard,
            Clock clock) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.states = states;
        this.over = over;
        this.groups = groups;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.plan = planFor(settings, rules, heard);
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    static DeliveryPlan planFor(Settings settings, AccessDecision.Rules rules, AccessHeard heard) {
        return new DeliveryPlan(PartnersOwn.of(settings), new RoleHolders(rules, heard));
    }

    /**
     * Records what is new of the batch and says how many alerts were; the rest came before.
     *
     * @param batch   crossings
     * @param changed what has become of crossings of this batch or earlier ones
     */
    public Uni<Integer> record(List<Told> batch, List<CrossingState> changed) {
        Map<UUID, Told> byId = new LinkedHashMap<>();
        batch.forEach(told -> byId.putIfAbsent(told.crossing().id(), told));
        return transactions.streaming(session -> record(session, byId, changed)).invoke(dispatcher::wake);
    }

    private Uni<Integer> record(Mutiny.StatelessSession session, Map<UUID, Told> byId, List<CrossingState> changed) {
        Instant now = clock.instant();
        return alerts.insert(session, List.copyOf(byId.values()), now)
                .chain(inserted -> planAll(session, crossings(byId, inserted))
                        .chain(planned -> deliveries.save(
                                session, planned, now, settings.delivery().digestWindow()))
                        .chain(() -> alerts.override(session, inserted, now))
                        .chain(() -> follow(session, inserted, changed, now))
                        .replaceWith(inserted.size()));
    }

    /**
     * Brings alerts into the state of their crossings: those that were heard of, and those that have just come and of which something was heard before. Deliveries are left alone: a
     * crossing that is true no more was true, and whoever is to hear of it does (decision 11); and so does whoever was not told of it since it was over just then, when it is true again.
     */
    private Uni<Void> follow(
            Mutiny.StatelessSession session, Set<UUID> inserted, List<CrossingState> changed, Instant now) {
        Set<UUID> meant = new HashSet<>(inserted);
        changed.forEach(state -> meant.add(state.crossing()));
        return states.hear(session, changed)
                .chain(() -> states.follow(session, meant, now))
                .chain(followed -> states.uncover(session, followed, now)
                        .chain(uncovered -> alerts.override(session, followed, now)
                                .chain(() -> over.tellAgain(session, followed, now))
                                .chain(() -> over.tellAgain(session, uncovered, now))))
                .replaceWithVoid();
    }

    private static List<Crossing> crossings(Map<UUID, Told> byId, Set<UUID> inserted) {
        return byId.values().stream()
                .map(Told::crossing)
                .filter(crossing -> inserted.contains(crossing.id()))
                .toList();
    }

    private Uni<List<PlannedDelivery>> planAll(Mutiny.StatelessSession session, List<Crossing> crossings) {
        Set<ActionGroupId> named = crossings.stream()
                .flatMap(crossing -> DeliveryPlan.groupsOf(crossing).stream())
                .collect(Collectors.toSet());
        return groups.findAll(session, named)
                .map(found -> crossings.stream()
                        .map(crossing -> plan.of(crossing, found))
                        .flatMap(Collection::stream)
                        .toList())
                .invoke(planned -> planned.stream()
                        .filter(each -> each.kind().equals(DeliveryPlan.BUDGET))
                        .forEach(metrics::reachesNobody));
    }
}
