package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable;
import dev.outlay.alert.alert.AlertsTable;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.database.Instants;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** What an operator does with deliveries: look at them, and send again what was given up. */
@ApplicationScoped
public class OperateDeliveries {

    /** Where a page of a list begins: after the delivery with this id that was created then. */
    public record Place(long createdMicros, UUID id) {}

    private static final Logger LOG = Logger.getLogger(OperateDeliveries.class);
    private static final long MEASURE_MILLIS = 5000;

    private static final String VIEW = """
            select cast(d.id as text), d.kind, d.receiver, d.endpoint, d.state, d.reason, d.detail, d.attempts,
                   cast(extract(epoch from d.due_at) * 1000000 as bigint),
                   cast(extract(epoch from d.created_at) * 1000000 as bigint),
                   cast(extract(epoch from d.finished_at) * 1000000 as bigint),
                   (select string_agg(cast(alert_id as text), ',') from delivery_alert where delivery_id = d.id)
            from delivery d
            """;

    private final Transactions transactions;
    private final ActionGroupsTable groups;
    private final DeliveriesTable deliveries;
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
            GivenUpTable givenUp,
            Dispatcher dispatcher,
            DeliveryMetrics metrics,
            Settings settings,
            Clock clock,
            Vertx vertx) {
        this.transactions = transactions;
        this.groups = groups;
        this.deliveries = deliveries;
        this.givenUp = givenUp;
        this.dispatcher = dispatcher;
        this.metrics = metrics;
        this.plan = RecordCrossings.planFor(settings);
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
                .streaming(session ->
                        session.createNativeQuery("""
                                select count(*), cast(extract(epoch from min(due_at)) * 1000000 as bigint) from delivery
                                where state in ('Gathering', 'Pending', 'Sending')
                                """, Object[].class).getSingleResult())
                .subscribe()
                .with(
                        row -> metrics.queue(
                                ((Number) row[0]).longValue(), overdue(Optional.ofNullable((Long) row[1]))),
                        failure -> LOG.debugf("The queue could not be measured: %s", failure));
    }

    private Duration overdue(Optional<Long> dueMicros) {
        Duration overdue = dueMicros
                .map(micros -> Duration.between(Instants.ofMicros(micros), clock.instant()))
                .orElse(Duration.ZERO);
        return overdue.isNegative() ? Duration.ZERO : overdue;
    }

    /** The newest deliveries after a place, of one state where one is given. */
    public Uni<List<DeliveryView>> list(Optional<DeliveryState> state, Optional<Place> after, int limit) {
        return transactions.streaming(session -> session.createNativeQuery(VIEW + """
                                where (cast(:state as text) is null or d.state = cast(:state as text))
                                  and (d.created_at, d.id) < (timestamptz 'epoch' + cast(:before as bigint) * interval '1 microsecond',
                                                              cast(:beforeId as uuid))
                                order by d.created_at desc, d.id desc
                                limit :limit
                                """, Object[].class)
                .setParameter("state", state.map(DeliveryState::name).orElse(null))
                .setParameter(
                        "before",
                        after.map(Place::createdMicros)
                                .orElse(Instants.toMicros(Instant.parse("9999-01-01T00:00:00Z"))))
                .setParameter(
                        "beforeId",
                        after.map(Place::id).orElse(new UUID(-1L, -1L)).toString())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(OperateDeliveries::view).toList()));
    }

    /** The delivery with this id. */
    public Uni<Optional<DeliveryView>> find(UUID id) {
        return transactions.streaming(session -> find(session, id));
    }

    private static Uni<Optional<DeliveryView>> find(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(VIEW + "where d.id = cast(:id as uuid)", Object[].class)
                .setParameter("id", id.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(OperateDeliveries::view));
    }

    /**
     * Sends again what was given up, refused or withheld, with its attempts counted from the beginning and under the same id;
     * looks again for a group that could not be resolved. In any other state nothing happens. Returns how it stands then.
     */
    public Uni<Optional<DeliveryView>> replay(UUID id) {
        return transactions
                .streaming(session -> find(session, id)
                        .chain(found -> found.isPresent() && found.get().state().isReplayable()
                                ? replay(session, found.get()).chain(() -> find(session, id))
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
        if (delivery.state() != DeliveryState.Unresolved) {
            return givenUp.restart(session, delivery.id(), clock.instant());
        }
        return crossing(session, delivery)
                .chain(crossing -> groups.findAll(
                                session,
                                ActionGroupId.ofId(delivery.receiver()).stream().toList())
                        .map(found -> plan.ofGroup(crossing, delivery.receiver(), found)))
                .chain(planned -> planned.stream().anyMatch(each -> each.state() == DeliveryState.Unresolved)
                        ? Uni.createFrom().item(0)
                        : resolve(session, delivery.id(), planned));
    }

    private Uni<Integer> resolve(Mutiny.StatelessSession session, UUID id, List<PlannedDelivery> planned) {
        Instant now = clock.instant();
        List<PlannedDelivery> atOnce = planned.stream()
                .map(each -> each.isDigest() ? each.atOnce() : each)
                .toList();
        return deliveries
                .insert(session, atOnce, now)
                .chain(() -> session.createNativeQuery(
                                "update delivery set state = 'Resolved' where id = cast(:id as uuid) returning cast(id as text)",
                                String.class)
                        .setParameter("id", id.toString())
                        .getResultList())
                .map(List::size);
    }

    private static Uni<Crossing> crossing(Mutiny.StatelessSession session, DeliveryView delivery) {
        UUID alert = delivery.alerts().getFirst();
        return session.createNativeQuery(
                        "select cast(crossing as text) from alert where id = cast(:id as uuid)", String.class)
                .setParameter("id", alert.toString())
                .getSingleResult()
                .map(json -> AlertsTable.crossing(alert, json));
    }

    private static DeliveryView view(Object[] row) {
        return new DeliveryView(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                DeliveryState.valueOf((String) row[4]),
                Optional.ofNullable((String) row[5]),
                Optional.ofNullable((String) row[6]),
                (Integer) row[7],
                Optional.ofNullable((Long) row[8]).map(Instants::ofMicros),
                Instants.ofMicros((Long) row[9]),
                Optional.ofNullable((Long) row[10]).map(Instants::ofMicros),
                Arrays.stream(((String) row[11]).split(","))
                        .map(UUID::fromString)
                        .toList());
    }
}
