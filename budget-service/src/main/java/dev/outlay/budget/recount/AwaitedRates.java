package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.evaluation.Cause;
import dev.outlay.budget.evaluation.CurrentRates;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.money.DollarValue;
import dev.outlay.budget.money.ExchangeRates;
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
import org.jspecify.annotations.Nullable;

/** Lets charges count at the billing account whose dollars were unknown, once a rate is there (DESIGN.md section 6, point 9). */
@ApplicationScoped
public class AwaitedRates {

    private static final int PAGE = 2_000;

    /** A batch with a lower number may commit later than one with a higher, and its charges would not be seen as new. */
    private static final Duration BETWEEN_FULL_LOOKS = Duration.ofMinutes(5);

    /**
     * What a look that found nothing to count has seen. As long as it is the same, looking again finds nothing again.
     *
     * @param rates version of the table
     * @param newest last batch that left a charge waiting
     */
    private record Seen(long rates, long newest) {}

    private final Mutiny.SessionFactory sessions;
    private final RecordCharges recordCharges;
    private final CurrentRates rates;
    private final Clock clock;
    private final RepeatedTask task;
    private volatile @Nullable Seen nothingAt;
    private volatile Instant lookedAt = Instant.EPOCH;

    AwaitedRates(
            Mutiny.SessionFactory sessions, RecordCharges recordCharges, CurrentRates rates, Clock clock, Vertx vertx) {
        this.sessions = sessions;
        this.recordCharges = recordCharges;
        this.rates = rates;
        this.clock = clock;
        this.task =
                new RepeatedTask(vertx, "Counting charges that waited for a rate", Duration.ofSeconds(5), this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** Rates were imported. */
    public void wake() {
        task.wake();
    }

    private Uni<Boolean> round() {
        return sessions.withStatelessSession(
                        session -> rates.refresh(session).chain(() -> WaitingTable.newest(session)))
                .chain(newest -> look(new Seen(rates.version(), newest)));
    }

    private Uni<Boolean> look(Seen seen) {
        boolean lately = clock.instant().isBefore(lookedAt.plus(BETWEEN_FULL_LOOKS));
        if (seen.newest() == 0 || (lately && seen.equals(nothingAt))) {
            return Uni.createFrom().item(false);
        }
        ExchangeRates known = rates.now();
        return sessions.withStatelessSession(session -> WaitingTable.awaitingRate(session, known.rateDay()))
                .chain(all -> all.stream()
                        .filter(waiting -> known.dollarsFor(waiting.currency(), waiting.since())
                                .isPresent())
                        .findFirst()
                        .map(waiting -> count(waiting, known))
                        .orElseGet(() -> nothing(seen)));
    }

    private Uni<Boolean> nothing(Seen seen) {
        nothingAt = seen;
        lookedAt = clock.instant();
        return Uni.createFrom().item(false);
    }

    private Uni<Boolean> count(LedgerStatus.Awaiting waiting, ExchangeRates known) {
        return sessions.withStatelessSession(session -> WaitingTable.keys(session, waiting, known.rateDay(), PAGE))
                .chain(keys -> keys.isEmpty()
                        ? Uni.createFrom().item(0)
                        : recordCharges.adjust(keys, row -> withDollars(row, known), Cause.RATE))
                .map(changed -> changed > 0);
    }

    private static LedgerRow withDollars(LedgerRow row, ExchangeRates known) {
        DollarValue stated = row.dollars();
        if (stated != null && stated.isWhole()) {
            return row;
        }
        DollarValue value = DollarValue.of(
                row.set().currency(),
                row.day(),
                row.billed(),
                row.effective(),
                stated == null ? null : stated.billed(),
                stated == null ? null : stated.effective(),
                null,
                null,
                known);
        return value == null ? row : row.worth(value);
    }
}
