package dev.outlay.budget.reservation;

import dev.outlay.budget.analysis.ForecastConfig;
import dev.outlay.budget.budget.BudgetConfig;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxRelay;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks at the reservations of a budget as a replica would, at any time. */
@ApplicationScoped
public class ReservationLooks {

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ForecastConfig days;
    private final ReservationConfig config;
    private final BudgetConfig budgets;
    private final Vertx vertx;

    ReservationLooks(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            OutboxRelay relay,
            ForecastConfig days,
            ReservationConfig config,
            BudgetConfig budgets,
            Vertx vertx) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.relay = relay;
        this.days = days;
        this.config = config;
        this.budgets = budgets;
        this.vertx = vertx;
    }

    /** So many looks at once, and one after them. */
    public void look(UUID budget, Instant at, int together) {
        List<CompletableFuture<Void>> looks = Stream.generate(
                        () -> LedgerFixture.start(vertx, () -> at(at).look(budget)))
                .limit(together)
                .toList();
        looks.forEach(CompletableFuture::join);
        LedgerFixture.run(vertx, () -> at(at).look(budget));
    }

    /** Rounds of two replicas at once, until nothing is due. */
    public void rounds() {
        List<CompletableFuture<Boolean>> rounds;
        do {
            rounds = Stream.generate(() ->
                            LedgerFixture.start(vertx, () -> at(Instant.now()).round()))
                    .limit(2)
                    .toList();
        } while (rounds.stream().map(CompletableFuture::join).reduce(false, Boolean::logicalOr));
    }

    /** So many replicas at once warn of budgets that end, and one after them, each until there is no more. */
    public void warn(Instant at, int together) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        ReservationEndWarnings warnings = new ReservationEndWarnings(sessions, outbox, relay, clock, budgets, vertx);
        List<CompletableFuture<Boolean>> rounds = Stream.generate(() -> LedgerFixture.start(vertx, warnings::round))
                .limit(together)
                .toList();
        boolean more = rounds.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalOr);
        while (more) {
            more = LedgerFixture.run(vertx, warnings::round);
        }
    }

    private ReservationWatch at(Instant instant) {
        return new ReservationWatch(sessions, outbox, relay, Clock.fixed(instant, ZoneOffset.UTC), config, days, vertx);
    }

    /** How long after a look the next one is due. */
    public Duration between() {
        return config.between();
    }
}
