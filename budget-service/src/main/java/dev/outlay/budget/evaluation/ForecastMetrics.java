package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/** Says how forecasts of budgets keep up. README.md of this service lists the names. */
@ApplicationScoped
class ForecastMetrics {

    private final Mutiny.SessionFactory sessions;
    private final RepeatedTask task;
    private final Timer timer;
    private final Counter failed;
    private volatile double oldest;

    ForecastMetrics(Mutiny.SessionFactory sessions, MeterRegistry registry, Vertx vertx) {
        this.sessions = sessions;
        this.task = new RepeatedTask(vertx, "Looking which forecasts wait", Duration.ofSeconds(5), this::look);
        this.timer = Timer.builder("outlay.forecast.budgets")
                .description("Forecasts of budgets that were made, and how long each took")
                .register(registry);
        this.failed = Counter.builder("outlay.forecast.failed")
                .description("Forecasts of budgets that failed and are tried again")
                .baseUnit("forecasts")
                .register(registry);
        Gauge.builder("outlay.forecast.oldest", () -> oldest)
                .description("How long the budget that waits longest has waited for its forecast since its spend moved")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** The same work, its time taken. */
    Uni<Void> timed(Uni<Void> forecast) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample begun = Timer.start();
            return forecast.onFailure()
                    .invoke(() -> failed.increment())
                    .onItem()
                    .invoke(() -> begun.stop(timer));
        });
    }

    private Uni<Boolean> look() {
        return sessions.withStatelessSession(BudgetForecastTable::oldest)
                .invoke(found -> oldest = found)
                .replaceWith(false);
    }
}
