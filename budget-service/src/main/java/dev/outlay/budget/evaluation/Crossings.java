package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.ledger.SpendMoved;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Finds the crossings of spends whose rows the transaction holds, records those that are new and writes what has to be told of them. */
@ApplicationScoped
public class Crossings {

    private final WatchIndex index;
    private final KnownCrossings known;
    private final Outbox outbox;
    private final Clock clock;
    private final LateDays lateDays;
    private final Counter counter;

    Crossings(
            WatchIndex index,
            KnownCrossings known,
            Outbox outbox,
            Clock clock,
            EvaluationConfig config,
            MeterRegistry registry) {
        this.index = index;
        this.known = known;
        this.outbox = outbox;
        this.clock = clock;
        this.lateDays = new LateDays(config.lateDays(), config.lateDaysOfADay());
        this.counter = Counter.builder("outlay.evaluation.crossings")
                .description("Crossings that were recorded, whether a charge or a budget brought them")
                .baseUnit("crossings")
                .register(registry);
    }

    /**
     * What a transaction found.
     *
     * @param found all crossings it saw, new or not
     * @param recorded those it recorded
     */
    record Outcome(List<Crossing> found, List<Crossing> recorded) {}

    /**
     * @param alerts how the charges that moved a spend want crossings told
     * @param cause what moved them
     * @param acceptedAt when the oldest charge of the batch was accepted; null when unknown
     */
    Uni<Outcome> find(
            Mutiny.StatelessSession session,
            List<SpendMoved> moved,
            Function<SpendMoved, Alerts> alerts,
            Cause cause,
            @Nullable Instant acceptedAt) {
        List<Crossing> found = new ArrayList<>();
        for (SpendMoved spend : moved) {
            for (WatchedBudget watched : index.budgetsOf(spend.key().series())) {
                found.addAll(crossingsOf(watched, spend, alerts.apply(spend)));
            }
        }
        return record(session, found, cause, acceptedAt);
    }

    /** The crossings of budgets at spends that nothing has moved: they were made, or changed, or are looked at again. */
    Uni<Outcome> find(Mutiny.StatelessSession session, Map<WatchedBudget, List<SpendMoved>> spends) {
        List<Crossing> found = new ArrayList<>();
        spends.forEach((watched, ofBudget) ->
                ofBudget.forEach(spend -> found.addAll(crossingsOf(watched, spend, Alerts.TELL))));
        return record(session, found, Cause.EVALUATION, null);
    }

    /**
     * The crossings of what the period in which today lies is expected to reach.
     *
     * @param spend of the period so far, in {@code currency}
     * @param forecast in {@code currency}
     */
    Uni<Outcome> find(
            Mutiny.StatelessSession session,
            WatchedBudget watched,
            Period period,
            BigDecimal spend,
            BigDecimal forecast,
            String currency) {
        UUID uuid = watched.budget().uuid();
        List<Crossing> found = Evaluation.forecastCrossings(
                watched,
                period,
                spend,
                forecast,
                currency,
                condition -> known.contains(uuid, period.start(), condition));
        return record(session, found, Cause.CHARGES, null);
    }

    /** The transaction is committed: what it recorded is counted, and what it found need not be looked up again. */
    void committed(Outcome outcome) {
        counter.increment(outcome.recorded().size());
        known.add(outcome.found());
    }

    private List<Crossing> crossingsOf(WatchedBudget watched, SpendMoved spend, Alerts alerts) {
        if (!spend.key().currency().equals(index.currencyOf(watched)) || !index.isReady(watched)) {
            return List.of();
        }
        LocalDate period = spend.key().periodStart();
        return Evaluation.crossings(
                watched,
                period,
                spend.amount(),
                spend.key().currency(),
                alerts,
                lateDays,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                condition -> known.contains(watched.budget().uuid(), period, condition));
    }

    private Uni<Outcome> record(
            Mutiny.StatelessSession session, List<Crossing> found, Cause cause, @Nullable Instant acceptedAt) {
        return CrossedThresholdTable.insert(session, found)
                .chain(recorded -> outbox.append(session, messages(recorded, cause, acceptedAt))
                        .replaceWith(new Outcome(found, recorded)));
    }

    private List<OutboxMessage> messages(List<Crossing> recorded, Cause cause, @Nullable Instant acceptedAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return recorded.stream()
                .map(crossing -> CrossingEvent.of(crossing, cause, now, acceptedAt))
                .toList();
    }
}
