package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.SpendMoved;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Finds the crossings of spends whose rows the transaction holds, records those that are new and writes what has to be told of them: that they are, and later that their condition is true no more or
 * is again.
 */
@ApplicationScoped
public class Crossings {

    private final WatchIndex index;
    private final KnownCrossings known;
    private final CrossingMessages messages;
    private final Clock clock;
    private final LateDays lateDays;
    private final Counter counter;
    private final Traces traces;

    Crossings(
            WatchIndex index,
            KnownCrossings known,
            Outbox outbox,
            Clock clock,
            EvaluationConfig config,
            MeterRegistry registry,
            Traces traces) {
        this.index = index;
        this.known = known;
        this.messages = new CrossingMessages(outbox, clock);
        this.clock = clock;
        this.traces = traces;
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
     * @param changed recorded ones whose condition is true no more, or is again
     * @param spans of those it recorded, where they are traced; they end with the commit
     */
    record Outcome(List<Crossing> found, List<Crossing> recorded, List<CrossingState> changed, List<Span> spans) {

        static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of());

        /** What is not traced. */
        Outcome(List<Crossing> found, List<Crossing> recorded, List<CrossingState> changed) {
            this(found, recorded, changed, List.of());
        }

        /** Whether there is something in the outbox that was not there before. */
        boolean tells() {
            return !recorded.isEmpty() || !changed.isEmpty();
        }

        private Outcome and(List<CrossingState> more) {
            List<CrossingState> all = new ArrayList<>(changed);
            all.addAll(more);
            return new Outcome(found, recorded, all, spans);
        }
    }

    /**
     * The crossings of spends that charges have moved, in either direction. A budget that stays on one side of its thresholds costs a comparison and no look at the database.
     *
     * @param changes by how much a spend was moved, and how the charges that did want crossings told; null when unknown
     * @param by what moved them
     */
    Uni<Outcome> find(
            Mutiny.StatelessSession session,
            List<SpendMoved> moved,
            Function<SpendMoved, Differences.@Nullable Spend> changes,
            Mover by) {
        List<Crossing> found = new ArrayList<>();
        CrossingSpans spans = new CrossingSpans(traces, by.span());
        Map<UUID, Boolean> states = new HashMap<>();
        for (SpendMoved spend : moved) {
            List<WatchedBudget> budgets = index.budgetsOf(spend.key().series());
            if (budgets.isEmpty()) {
                continue;
            }
            Differences.Spend change = changes.apply(spend);
            BigDecimal before = change == null ? null : spend.amount().subtract(change.amount());
            Alerts alerts = change == null ? Alerts.TELL : change.alerts();
            for (WatchedBudget watched : budgets) {
                if (index.isComparable(watched, spend.key(), today())) {
                    List<Crossing> crossings = crossingsOf(watched, spend, before, alerts);
                    spans.begin(crossings, change);
                    found.addAll(crossings);
                    if (before != null && before.compareTo(spend.amount()) > 0) {
                        Evaluation.fallen(watched, spend.key().periodStart(), before, spend.amount())
                                .forEach(crossed -> states.put(crossed.id(), true));
                    }
                }
            }
        }
        return record(session, found, by.cause(), by.acceptedAt(), spans)
                .chain(outcome -> change(session, withReopened(states, outcome), by.cause())
                        .map(outcome::and));
    }

    /** What was found and is recorded already may have been resolved. It is true, so it is open. */
    private static Map<UUID, Boolean> withReopened(Map<UUID, Boolean> states, Outcome outcome) {
        if (outcome.recorded().size() < outcome.found().size()) {
            Set<UUID> recorded = outcome.recorded().stream().map(Crossing::id).collect(Collectors.toSet());
            outcome.found().stream()
                    .map(Crossing::id)
                    .filter(id -> !recorded.contains(id))
                    .forEach(id -> states.put(id, false));
        }
        return states;
    }

    /**
     * The crossings of budgets at spends that nothing has moved: they were made, or changed, or are looked at again.
     *
     * @param cause why they are looked at
     */
    Uni<Outcome> find(Mutiny.StatelessSession session, Map<WatchedBudget, List<SpendMoved>> spends, Cause cause) {
        List<Crossing> found = new ArrayList<>();
        spends.forEach((watched, ofBudget) -> ofBudget.forEach(spend -> {
            if (index.isComparable(watched, spend.key(), today())) {
                found.addAll(crossingsOf(watched, spend, null, Alerts.TELL));
            }
        }));
        return record(session, found, cause, null, CrossingSpans.NONE);
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
        Standing standing = new Standing();
        standing.add(watched.budget(), period, ThresholdType.FORECASTED, forecast);
        return record(session, found, Cause.CHARGES, null, CrossingSpans.NONE)
                .chain(outcome -> CrossingStateTable.recorded(session, Map.of(uuid, period.start()))
                        .chain(recorded -> change(session, standing.changes(recorded), Cause.CHARGES))
                        .map(outcome::and));
    }

    /**
     * Which recorded crossings of budgets are in another state than the budgets and their spends say now.
     *
     * @param spends of each budget and all of its periods that are told
     * @return by budget, ids of crossings, each with whether its condition is true no more
     */
    Uni<Map<UUID, Map<UUID, Boolean>>> strayed(
            Mutiny.StatelessSession session, Map<WatchedBudget, List<SpendMoved>> spends, ToldPeriods told) {
        Map<UUID, LocalDate> since = new HashMap<>();
        Map<UUID, Standing> standings = new HashMap<>();
        spends.forEach((watched, ofBudget) -> {
            List<Period> periods = told.of(watched.budget());
            if (!periods.isEmpty()) {
                since.put(watched.budget().uuid(), periods.getFirst().start());
                standings.put(watched.budget().uuid(), standing(watched, periods, ofBudget));
            }
        });
        return CrossingStateTable.recorded(session, since).map(recorded -> {
            Map<UUID, Map<UUID, Boolean>> strayed = new HashMap<>();
            recorded.stream()
                    .collect(Collectors.groupingBy(one -> one.crossed().budget()))
                    .forEach((budget, ofBudget) -> strayed.put(
                            budget,
                            Objects.requireNonNull(standings.get(budget)).changes(ofBudget)));
            strayed.values().removeIf(Map::isEmpty);
            return strayed;
        });
    }

    private Standing standing(WatchedBudget watched, List<Period> periods, List<SpendMoved> spends) {
        Standing standing = new Standing();
        LocalDate today = today();
        for (Period period : periods) {
            // Where nothing was charged in the currency of today, what was crossed was in a former one.
            BigDecimal nothing =
                    index.isReady(watched) && index.currencyOf(watched, period, today) != null ? BigDecimal.ZERO : null;
            BigDecimal spend = spends.stream()
                    .filter(one -> one.key().periodStart().equals(period.start())
                            && index.isComparable(watched, one.key(), today))
                    .map(SpendMoved::amount)
                    .findFirst()
                    .orElse(nothing);
            standing.add(watched.budget(), period, ThresholdType.ACTUAL, spend);
        }
        return standing;
    }

    /**
     * Brings crossings into a state, and writes what has to be told of those that were in the other one.
     *
     * @param states ids of crossings, recorded or not, each with whether its condition is true no more
     */
    Uni<List<CrossingState>> change(Mutiny.StatelessSession session, Map<UUID, Boolean> states, Cause cause) {
        return CrossingStateTable.change(session, states).call(changed -> messages.append(session, changed, cause));
    }

    /** The transaction is committed: what it recorded is counted, and what it found need not be looked up again. */
    void committed(Outcome outcome) {
        counter.increment(outcome.recorded().size());
        known.add(outcome.found());
        outcome.spans().forEach(Span::end);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private List<Crossing> crossingsOf(
            WatchedBudget watched, SpendMoved spend, @Nullable BigDecimal before, Alerts alerts) {
        LocalDate period = spend.key().periodStart();
        return Evaluation.crossings(
                watched,
                period,
                spend.amount(),
                before,
                spend.key().currency(),
                alerts,
                lateDays,
                today(),
                condition -> known.contains(watched.budget().uuid(), period, condition));
    }

    private Uni<Outcome> record(
            Mutiny.StatelessSession session,
            List<Crossing> found,
            Cause cause,
            @Nullable Instant acceptedAt,
            CrossingSpans spans) {
        return CrossedThresholdTable.insert(session, found)
                .chain(recorded -> messages.append(session, recorded, cause, acceptedAt, spans)
                        .replaceWith(new Outcome(found, recorded, List.of(), spans.of(recorded))));
    }
}
