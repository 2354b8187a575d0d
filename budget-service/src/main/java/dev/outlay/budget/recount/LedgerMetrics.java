package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.money.RateDay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Says how many charges wait for a rate or a price: cost that somebody believes to be in a budget and is not. README.md of this service lists the names. */
@ApplicationScoped
public class LedgerMetrics {

    private record Waiting(long rate, long price) {}

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    /** Counting costs as much as there are charges that wait; so many times as long as it took, nobody counts again. */
    private static final int RESTS = 10;

    private final Mutiny.SessionFactory sessions;
    private final Clock clock;
    private final RepeatedTask task;
    private volatile Waiting waiting = new Waiting(0, 0);
    private volatile Instant restsUntil = Instant.MIN;

    LedgerMetrics(Mutiny.SessionFactory sessions, MeterRegistry registry, Clock clock, Vertx vertx) {
        this.sessions = sessions;
        this.clock = clock;
        this.task = new RepeatedTask(vertx, "Looking which charges wait", BETWEEN_LOOKS, this::look);
        Gauge.builder("outlay.ledger.awaiting.rate", () -> waiting.rate())
                .description("Charges that wait for an exchange rate")
                .baseUnit("charges")
                .register(registry);
        Gauge.builder("outlay.ledger.unpriced", () -> waiting.price())
                .description("Charges that wait for a retail price")
                .baseUnit("charges")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    private Uni<Boolean> look() {
        Instant begin = clock.instant();
        if (begin.isBefore(restsUntil)) {
            return Uni.createFrom().item(false);
        }
        return sessions.withStatelessSession(session -> WaitingTable.awaitingRate(session, RateDay.FIRST_OF_MONTH)
                        .chain(awaiting -> WaitingTable.unpriced(session)
                                .map(unpriced -> new Waiting(
                                        awaiting.stream()
                                                .mapToLong(LedgerStatus.Awaiting::charges)
                                                .sum(),
                                        unpriced))))
                .invoke(found -> {
                    waiting = found;
                    Instant end = clock.instant();
                    restsUntil = end.plus(Duration.between(begin, end).multipliedBy(RESTS));
                })
                .replaceWith(false);
    }
}
