package dev.outlay.budget.reservation;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.BudgetConfig;
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
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Warns of budgets of category ReservationUtilization whose end comes near, as {@code evaluation.EndWarnings} does of those of a spend: once for each budget and end date. Nobody would notice it otherwise, since such
 * a budget is silent as long as all is well. While its notification is disabled nothing is warned of or used up; where it is enabled in time, it is warned of then.
 */
@ApplicationScoped
public class ReservationEndWarnings {

    private static final Logger LOG = Logger.getLogger(ReservationEndWarnings.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** Before all others. */
    private static final UUID FIRST = new UUID(0, 0);

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Clock clock;
    private final int days;
    private final RepeatedTask task;

    ReservationEndWarnings(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            OutboxRelay relay,
            Clock clock,
            BudgetConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.days = config.endWarningDays();
        this.task = new RepeatedTask(vertx, "Warning of budgets of reservations that end", BETWEEN_LOOKS, this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /**
     * Warns of the budgets that end soon.
     *
     * @return whether there may be more, which there are not
     */
    Uni<Boolean> round() {
        if (days <= 0) {
            return Uni.createFrom().item(false);
        }
        return after(FIRST, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .replaceWith(false);
    }

    /** From one on, in the order of their ids: one of which nobody may be warned yet is found by each round, and is in nobody's way. */
    private Uni<Void> after(UUID last, LocalDate today) {
        return sessions.withStatelessSession(session -> ReservationEndTable.find(session, today, days, last))
                .chain(found -> {
                    Uni<Void> done = each(found, today);
                    return found.size() < ReservationEndTable.MOST_AT_ONCE
                            ? done
                            : done.chain(() -> after(found.getLast(), today));
                });
    }

    /** One after the other, each in a transaction of its own; one that fails is tried again by the next round, and holds up nobody. */
    private Uni<Void> each(List<UUID> found, LocalDate today) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID budget : found) {
            done = done.chain(() -> warn(budget, today)
                    .onFailure()
                    .invoke(failure ->
                            LOG.warnf(failure, "budget=%s: its end could not be warned of; it is tried again", budget))
                    .onFailure()
                    .recoverWithNull());
        }
        return done;
    }

    private Uni<Void> warn(UUID budget, LocalDate today) {
        return sessions.withStatelessTransaction(session -> ReservationEndTable.hold(session, today, days, budget)
                        .chain(held -> held.filter(watched ->
                                        watched.notified().notification().enabled())
                                .map(watched -> tell(session, watched))
                                .orElseGet(() -> Uni.createFrom().item(false))))
                .invoke(told -> {
                    if (told) {
                        relay.wake();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> tell(Mutiny.StatelessSession session, WatchedReservations watched) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ReservationEndTable.note(session, watched.uuid(), Objects.requireNonNull(watched.endDate()))
                .call(noted -> noted
                        ? outbox.append(session, List.of(ReservationEndingEvent.of(watched, now)))
                        : Uni.createFrom().voidItem());
    }
}
