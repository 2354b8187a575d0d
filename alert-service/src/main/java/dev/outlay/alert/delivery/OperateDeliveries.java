package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.database.PagePlace;
import dev.outlay.alert.database.Transactions;
import dev.outlay.alert.settings.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** What an operator does with deliveries: look at them, and send again what was given up. */
@ApplicationScoped
public class OperateDeliveries {

    private static final Logger LOG = Logger.getLogger(OperateDeliveries.class);
    private static final long MEASURE_MILLIS = 5000;

    private final Transactions transactions;
    private final ActionGroupsTable groups;
    private final DeliveriesTable deliveries;
    private final DeliveryViewsTable views;
    private final AlertsTable alerts;
    private final GivenUpTable givenUp;
    private final Dispatcher dispatcher;
    private final DeliveryMetrics metrics;
    private final DeliveryPlan plan;
    private final Clock clock;
    private final Vertx vertx;
    private final AtomicLong measuring = new AtomicLong();

    @SuppressWarnings("TooManyParameters") // Operators look at everything.
    OperateDeliveries(
            Transactions transactions,
            ActionGroupsTable groups,
            DeliveriesTable deliveries,
            DeliveryViewsTable views,
            AlertsTable alerts,
            GivenUpTable givenUp,
            Dispatcher dispatcher,
            DeliveryMetrics metrics,
            Settings settings,
            AccessDecision.Rules rules,
            AccessHeard heard,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.groups = groups;
        this.deliveries = deliveries;
        this.views = views;
        this.alerts = alerts;
        this.givenUp = givenUp;
        this.dispatcher = dispatcher;
        this.metrics = metrics;
        this.plan = RecordCrossings.planFor(settings, rules, heard);
        this.clock = clock;
        this.vertx = vertx;
    }

    void measure(@Observes StartupEvent start) {
        measuring.set(vertx.setPeriodic(MEASURE_MILLIS, timer -> measureQueue()));
    }

    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(measuring.get());
    }

    private void measureQueue() {
        transactions
                .streaming(views::queue)
                .subscribe()
                .with(
                        queue -> metrics.queue(queue.deliveries(), overdue(queue.earliestDue())),
                        failure -> LOG.debugf("The queue could not be measured: %s", failure));
    }

    private Duration overdue(Optional<Instant> earliestDue) {
        Duration overdue =
                earliestDue.map(due -> Duration.between(due, clock.instant())).orElse(Duration.ZERO);
        return overdue.isNegative() ? Duration.ZERO : overdue;
    }

    /** The newest deliveries after a place, of one state where one is given. */
    public Uni<List<DeliveryView>> list(Optional<DeliveryState> state, Optional<PagePlace> after, int limit) {
        return transactions.streaming(session -> views.list(session, state, after, limit));
    }

    /** The delivery with this id. */
    public Uni<Optional<DeliveryView>> find(UUID id) {
        return transactions.streaming(session -> views.find(session, id));
    }

    /**
     * Sends again what was given up, refused or withheld, with its attempts counted from the beginning and under the same id;
     * looks again for a group that could not be resolved, and has the holders of a role looked up again, for which it then waits.
     * In any other state nothing happens. Returns how it stands then.
     */
    public Uni<Optional<DeliveryView>> replay(UUID id) {
        return transactions
                .streaming(session -> views.find(session, id)
                        .chain(found -> found.isPresent() && found.get().state().isReplayable()
                                ? replay(session, found.get()).chain(() -> views.find(session, id))
                                : Uni.createFrom().item(found)))
                .invoke(dispatcher::wake);
    }

    /** Sends all again that are meant, like {@link #replay(UUID)} does with one; returns how many it was. */
    public Uni<Integer> replay(GivenUp meant) {
        return transactions
                .streaming(session -> givenUp.restart(session, meant, clock.instant()))
                .invoke(dispatcher::wake);
    }

    private Uni<Integer> replay(Mutiny.StatelessSession session, DeliveryView delivery) {
        if (delivery.state() != DeliveryState.Unresolved || delivery.kind().equals(DeliveryPlan.ROLE)) {
            return givenUp.restart(session, delivery.id(), clock.instant());
        }
        if (delivery.kind().equals(DeliveryPlan.BUDGET)) {
            return replayBudget(session, delivery);
        }
        return alerts.crossing(session, delivery.alerts().getFirst())
                .chain(crossing -> groups.findAll(
                                session,
                                ActionGroupId.ofId(delivery.receiver()).stream().toList())
                        .map(found -> plan.ofGroup(crossing, delivery.receiver(), found)))
                .chain(planned -> planned.stream().anyMatch(each -> each.state() == DeliveryState.Unresolved)
                        ? Uni.createFrom().item(0)
                        : resolve(session, delivery.id(), planned));
    }

    /** Looks again for everybody whom the budget names; whoever can be told now is told. */
    private Uni<Integer> replayBudget(Mutiny.StatelessSession session, DeliveryView delivery) {
        return alerts.crossing(session, delivery.alerts().getFirst())
                .chain(crossing ->
                        groups.findAll(session, DeliveryPlan.groupsOf(crossing)).map(found -> plan.of(crossing, found)))
                .chain(planned -> planned.stream().anyMatch(OperateDeliveries::isOpen)
                        ? Uni.createFrom().item(0)
                        : resolve(session, delivery.id(), planned)
                                .chain(() -> deliveries.markOthersResolved(session, delivery.id(), planned)));
    }

    /** Whether nobody can be told still, or who holds a role cannot be said at the moment. */
    private static boolean isOpen(PlannedDelivery planned) {
        return planned.kind().equals(DeliveryPlan.BUDGET)
                || (planned.kind().equals(DeliveryPlan.ROLE) && planned.state() == DeliveryState.Pending);
    }

    private Uni<Integer> resolve(Mutiny.StatelessSession session, UUID id, List<PlannedDelivery> planned) {
        Instant now = clock.instant();
        List<PlannedDelivery> atOnce = planned.stream()
                .map(each -> each.isDigest() ? each.atOnce() : each)
                .toList();
        return deliveries.insert(session, atOnce, now).chain(() -> deliveries.markResolved(session, id));
    }
}
