package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.AlertsTable.Told;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.PartnersOwn;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** A batch of crossings becomes alerts and their deliveries: all of it in one transaction, or nothing. */
@ApplicationScoped
public class RecordCrossings {

    private final Transactions transactions;
    private final AlertsTable alerts;
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

    /** Records what is new of the batch and says how many alerts were; the rest came before. */
    public Uni<Integer> record(List<Told> batch) {
        Map<UUID, Told> byId = new LinkedHashMap<>();
        batch.forEach(told -> byId.putIfAbsent(told.crossing().id(), told));
        return transactions.streaming(session -> record(session, byId)).invoke(dispatcher::wake);
    }

    private Uni<Integer> record(Mutiny.StatelessSession session, Map<UUID, Told> byId) {
        Instant now = clock.instant();
        return alerts.insert(session, List.copyOf(byId.values()), now)
                .chain(inserted -> planAll(session, crossings(byId, inserted))
                        .chain(planned -> deliveries.save(
                                session, planned, now, settings.delivery().digestWindow()))
                        .chain(() -> alerts.override(session, inserted, now))
                        .replaceWith(inserted.size()));
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
