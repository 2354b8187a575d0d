package dev.outlay.budget.outbox;

import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tells the alert service twice a second that what it has heard about access is all there is. It is silent while a change has waited in the outbox for
 * longer than a second: then the alert service refuses whoever might be affected, rather than guess (DESIGN.md section 6, point 12).
 */
@ApplicationScoped
public class AccessHeartbeat {

    private final Mutiny.SessionFactory sessions;
    private final KafkaOutlet outlet;
    private final Clock clock;
    private final RepeatedTask task;

    AccessHeartbeat(Mutiny.SessionFactory sessions, KafkaOutlet outlet, Clock clock, Vertx vertx) {
        this.sessions = sessions;
        this.outlet = outlet;
        this.clock = clock;
        this.task = new RepeatedTask(vertx, "The access heartbeat", Duration.ofMillis(500), this::beat);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    private Uni<Boolean> beat() {
        return sessions.withStatelessSession(session -> OutboxTable.isAllTold(session, AccessEvents.TOPIC))
                .chain(told -> told
                        ? outlet.send(
                                List.of(AccessEvents.heartbeat(clock.instant().truncatedTo(ChronoUnit.MILLIS))))
                        : Uni.createFrom().voidItem())
                .replaceWith(false);
    }
}
