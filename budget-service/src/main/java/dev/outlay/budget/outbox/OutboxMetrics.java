package dev.outlay.budget.outbox;

import dev.outlay.budget.background.RepeatedTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/** Says how much waits in the outbox, and for how long: what stops the relay shows here first. README.md of this service lists the names. */
@ApplicationScoped
public class OutboxMetrics {

    private final Mutiny.SessionFactory sessions;
    private final RepeatedTask task;
    private volatile OutboxTable.Backlog backlog = new OutboxTable.Backlog(0, 0);

    OutboxMetrics(Mutiny.SessionFactory sessions, MeterRegistry registry, Vertx vertx) {
        this.sessions = sessions;
        this.task = new RepeatedTask(vertx, "Looking how much waits in the outbox", Duration.ofSeconds(5), this::look);
        Gauge.builder("outlay.outbox.waiting", () -> backlog.messages())
                .description("Messages that are not sent yet")
                .baseUnit("messages")
                .register(registry);
        Gauge.builder("outlay.outbox.oldest", () -> backlog.oldestSeconds())
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    private Uni<Boolean> look() {
        return sessions.withStatelessSession(OutboxTable::backlog)
                .invoke(found -> backlog = found)
                .replaceWith(false);
    }
}
