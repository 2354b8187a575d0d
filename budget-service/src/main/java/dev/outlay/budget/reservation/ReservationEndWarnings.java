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
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Warns of budgets of category ReservationUtilization whose end comes near, as {@code evaluation.EndWarnings} does of those of a spend: once for each budget and end date. Nobody would notice it otherwise, since such
 * a budget is silent as long as all is well.
 */
@ApplicationScoped
public class ReservationEndWarnings {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

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
     * Warns of some budgets that end soon.
     *
     * @return whether there may be more
     */
    Uni<Boolean> round() {
        if (days <= 0) {
            return Uni.createFrom().item(false);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sessions.withStatelessTransaction(session -> ReservationEndTable.note(session, today, days)
                        .call(endings -> endings.isEmpty() ? Uni.createFrom().voidItem() : warn(session, endings)))
                .invoke(endings -> {
                    if (!endings.isEmpty()) {
                        relay.wake();
                    }
                })
                .map(endings -> endings.size() == ReservationEndTable.MOST_AT_ONCE);
    }

    private Uni<Void> warn(Mutiny.StatelessSession session, List<WatchedReservations> endings) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return outbox.append(
                session,
                endings.stream()
                        .map(watched -> ReservationEndingEvent.of(watched, now))
                        .toList());
    }
}
