package dev.outlay.budget.reservation;

import dev.outlay.budget.analysis.CompleteDays;
import dev.outlay.budget.analysis.ForecastConfig;
import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.UtilizationEvaluation;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Looks at the reservations of budgets of category ReservationUtilization: of each when it was made or changed, and then every so often, since what is used of a reservation is known days later and changes with
 * any charge. Budgets that are due are taken by all replicas from one table, some at a time.
 */
@ApplicationScoped
public class ReservationWatch implements UtilizationEvaluation {

    private static final Logger LOG = Logger.getLogger(ReservationWatch.class);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(30);
    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 20;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Duration between;
    private final int freshDays;
    private final RepeatedTask task;

    ReservationWatch(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            OutboxRelay relay,
            Clock clock,
            ReservationConfig config,
            ForecastConfig days,
            Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.between = config.between();
        this.freshDays = days.freshDays();
        if (between.compareTo(LEAST_BETWEEN) < 0) {
            throw new IllegalArgumentException("outlay.reservations.between has to be 1 s or more.");
        }
        this.task = new RepeatedTask(vertx, "Looking at reservations", BETWEEN_ROUNDS, this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /**
     * Looks at the reservations of some budgets that are due.
     *
     * @return whether there may be more
     */
    Uni<Boolean> round() {
        return sessions.withStatelessTransaction(session -> UtilizationTable.take(session, between, MOST_AT_ONCE))
                .chain(taken -> each(taken).replaceWith(taken.size() == MOST_AT_ONCE));
    }

    /** One after the other; one that fails is taken again by somebody, and holds up nobody. */
    private Uni<Void> each(List<UUID> taken) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID budget : taken) {
            done = done.chain(() -> look(budget)
                    .onFailure()
                    .invoke(failure -> LOG.warnf(
                            failure, "budget=%s: its reservations could not be looked at; it is tried again", budget))
                    .onFailure()
                    .recoverWithNull());
        }
        return done;
    }

    @Override
    public Uni<Void> look(UUID budget) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sessions.withStatelessSession(session -> UtilizationTable.find(session, budget)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Looked>empty())
                                : read(session, found.get(), today).map(Optional::of)))
                .chain(looked -> looked.isEmpty() ? forget(budget) : keep(looked.get(), today));
    }

    /** Reads before anything is locked: it may take a while, and whoever changes a budget waits for whoever holds it. */
    private Uni<Looked> read(Mutiny.StatelessSession session, WatchedReservations watched, LocalDate today) {
        Period window = watched.grain().until(CompleteDays.of(today, freshDays).until());
        return watched.isOn(today)
                ? ReservationCostTable.read(session, watched.place().kind(), watched.scopeId(), window)
                        .map(costs -> new Looked(watched, window, ReservationUse.of(costs, watched.filter())))
                : Uni.createFrom().item(new Looked(watched, window, List.of()));
    }

    private Uni<Void> forget(UUID budget) {
        return sessions.withStatelessTransaction(session -> UtilizationTable.forget(session, budget));
    }

    /** Writes down what was found and tells it, in one transaction. A budget that was changed or deleted meanwhile makes it void: the change asks for a look of its own. */
    private Uni<Void> keep(Looked looked, LocalDate today) {
        WatchedReservations watched = looked.watched();
        return sessions.withStatelessTransaction(
                        session -> UtilizationTable.hold(session, watched).chain(same -> {
                            if (!same) {
                                return Uni.createFrom().item(false);
                            }
                            return watched.isOn(today)
                                    ? UtilizationTable.keep(session, looked, between)
                                            .chain(() -> tell(session, looked))
                                    : UtilizationTable.rest(session, watched, today)
                                            .replaceWith(false);
                        }))
                .invoke(told -> {
                    if (told) {
                        relay.wake();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> tell(Mutiny.StatelessSession session, Looked looked) {
        if (looked.below().isEmpty()
                || !looked.watched().notified().notification().enabled()) {
            return Uni.createFrom().item(false);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return UtilizationTable.tell(session, looked.watched(), now)
                .chain(number -> number.isEmpty()
                        ? Uni.createFrom().item(false)
                        : outbox.append(session, List.of(UtilizationEvent.of(looked, number.get(), now)))
                                .replaceWith(true));
    }
}
