package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.BudgetEvaluation;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.SpendMoved;
import dev.outlay.budget.outbox.OutboxRelay;
import dev.outlay.budget.scope.ScopeKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Compares budgets with the spend that is there already: one when it was made or changed, and all of them now and then, which finds what a crash between a commit
 * and the look after it has left, and budgets whose first day has come. Either also finds the recorded crossings whose condition is true no more, or is again.
 */
@ApplicationScoped
public class BudgetEvaluator implements BudgetEvaluation {

    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOADS = Duration.ofMillis(500);
    private static final int PAGE = 500;

    /** @param strayed budgets that seem to have a crossing in another state than it has to be */
    private record Looked(Crossings.Outcome outcome, Set<UUID> strayed) {}

    private final Mutiny.SessionFactory sessions;
    private final WatchIndex index;
    private final Crossings crossings;
    private final CurrentRates rates;
    private final OutboxRelay relay;
    private final SeriesBuilder builder;
    private final Clock clock;
    private final LateDays lateDays;
    private final RepeatedTask sweep;
    private final RepeatedTask loading;

    BudgetEvaluator(
            Mutiny.SessionFactory sessions,
            WatchIndex index,
            Crossings crossings,
            CurrentRates rates,
            OutboxRelay relay,
            SeriesBuilder builder,
            Clock clock,
            EvaluationConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.index = index;
        this.crossings = crossings;
        this.rates = rates;
        this.relay = relay;
        this.builder = builder;
        this.clock = clock;
        this.lateDays = new LateDays(config.lateDays(), config.lateDaysOfADay());
        this.sweep = new RepeatedTask(vertx, "The evaluation of all budgets", BETWEEN_SWEEPS, this::sweep);
        this.loading = new RepeatedTask(vertx, "Loading what is watched", BETWEEN_LOADS, this::load);
    }

    void start(@Observes StartupEvent event) {
        builder.onReady(this::evaluateAll);
        loading.start();
        sweep.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loading.stop();
        sweep.stop();
    }

    @Override
    public void seriesAsked() {
        builder.wake();
    }

    @Override
    public Uni<Void> evaluate(UUID budget) {
        if (!index.isLoaded()) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withStatelessTransaction(session -> CrossingStateTable.hold(session, budget)
                        .call(() -> index.refresh(session))
                        .chain(deleted -> deleted.isEmpty()
                                ? Uni.createFrom().item(Crossings.Outcome.NOTHING)
                                : evaluate(session, budget, deleted.get())))
                .invoke(this::committed)
                .replaceWithVoid();
    }

    private Uni<Crossings.Outcome> evaluate(Mutiny.StatelessSession session, UUID budget, boolean deleted) {
        WatchedBudget watched = index.budget(budget);
        if (deleted) {
            return resolveAll(session, budget);
        }
        return watched == null ? Uni.createFrom().item(Crossings.Outcome.NOTHING) : evaluate(session, watched);
    }

    /** Nothing watches a deleted budget's conditions any more, so that nobody could ever say that they are true no more. */
    private Uni<Crossings.Outcome> resolveAll(Mutiny.StatelessSession session, UUID budget) {
        return CrossingStateTable.open(session, budget)
                .map(open -> open.stream().collect(Collectors.toMap(Function.identity(), unused -> true)))
                .chain(open -> crossings.change(session, open, Cause.EVALUATION))
                .map(changed -> new Crossings.Outcome(List.of(), List.of(), changed));
    }

    private Uni<Crossings.Outcome> evaluate(Mutiny.StatelessSession session, WatchedBudget watched) {
        ToldPeriods told = told();
        List<SpendMoved> spends = new ArrayList<>();
        Uni<Void> locked = Uni.createFrom().voidItem();
        for (Period period : told.watchedBy(watched.budget())) {
            locked = locked.chain(() -> EvaluatedSpendTable.lock(
                            session,
                            watched.budget().seriesId(),
                            period.start(),
                            watched.currencyDay(period, told.today())))
                    .invoke(spends::addAll)
                    .replaceWithVoid();
        }
        Map<WatchedBudget, List<SpendMoved>> ofBudget = Map.of(watched, spends);
        return locked.chain(() -> crossings.find(session, ofBudget, Cause.EVALUATION))
                .chain(outcome -> crossings
                        .strayed(session, ofBudget, told)
                        .map(strayed -> strayed.getOrDefault(watched.budget().uuid(), Map.of()))
                        .chain(states -> crossings.change(session, states, Cause.EVALUATION))
                        .map(changed -> new Crossings.Outcome(outcome.found(), outcome.recorded(), changed)));
    }

    private ToldPeriods told() {
        return new ToldPeriods(lateDays, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** Loads what is watched, once; batches wait for it. */
    private Uni<Boolean> load() {
        return index.isLoaded()
                ? Uni.createFrom().item(false)
                : sessions.withStatelessSession(
                                session -> rates.refresh(session).chain(() -> index.load(session)))
                        .invoke(sweep::wake)
                        .replaceWith(false);
    }

    private Uni<Boolean> sweep() {
        if (!index.isLoaded()) {
            return Uni.createFrom().item(false);
        }
        return sessions.withStatelessSession(index::refresh)
                .chain(() -> evaluateAll(index.all().stream()
                        .map(watched -> watched.budget().uuid())
                        .toList()))
                .chain(() -> sessions.withStatelessSession(CrossingStateTable::left))
                .chain(this::evaluateEach)
                .replaceWith(false);
    }

    private Uni<Void> evaluateEach(Collection<UUID> budgets) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID budget : budgets) {
            done = done.chain(() -> evaluate(budget));
        }
        return done;
    }

    /** Evaluates many budgets, a page at a time. */
    Uni<Void> evaluateAll(List<UUID> budgets) {
        return evaluateAll(budgets.stream().map(index::budget).flatMap(Stream::ofNullable), Cause.EVALUATION);
    }

    /**
     * Compares the budgets of a customer, and of what is its, with the spend that is there: what was stated of it may have them count another currency, in which no charge has moved.
     *
     * @param customer that was recounted
     */
    public Uni<Void> recounted(ScopeKey customer) {
        return index.isLoaded()
                ? sessions.withStatelessSession(index::refresh)
                        .chain(() -> evaluateAll(
                                index.all().stream().filter(watched -> customer.equals(watched.customer())),
                                Cause.RECLASSIFICATION))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> evaluateAll(Stream<WatchedBudget> budgets, Cause cause) {
        List<WatchedBudget> watched =
                budgets.sorted(Comparator.comparing(one -> one.budget().uuid())).toList();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int from = 0; from < watched.size(); from += PAGE) {
            List<WatchedBudget> page = watched.subList(from, Math.min(from + PAGE, watched.size()));
            done = done.chain(() -> evaluatePage(page, cause));
        }
        return done;
    }

    /** Not locked, so whoever seems to have a crossing in another state than it has to be is looked at again under its locks. */
    private Uni<Void> evaluatePage(List<WatchedBudget> page, Cause cause) {
        ToldPeriods told = told();
        List<Integer> series = new ArrayList<>();
        List<LocalDate> periods = new ArrayList<>();
        for (WatchedBudget watched : page) {
            for (Period period : told.watchedBy(watched.budget())) {
                series.add(watched.budget().seriesId());
                periods.add(period.start());
            }
        }
        return sessions.withStatelessTransaction(session -> EvaluatedSpendTable.read(session, series, periods)
                        .map(spends -> bySeries(page, spends))
                        .chain(spends -> crossings.find(session, spends, cause).chain(outcome -> crossings
                                .strayed(session, spends, told)
                                .map(strayed -> new Looked(outcome, strayed.keySet())))))
                .invoke(looked -> committed(looked.outcome()))
                .chain(looked -> evaluateEach(looked.strayed()));
    }

    private static Map<WatchedBudget, List<SpendMoved>> bySeries(List<WatchedBudget> page, List<SpendMoved> spends) {
        Map<Integer, List<SpendMoved>> bySeries = new HashMap<>();
        for (SpendMoved spend : spends) {
            bySeries.computeIfAbsent(spend.key().series(), unused -> new ArrayList<>())
                    .add(spend);
        }
        Map<WatchedBudget, List<SpendMoved>> found = new HashMap<>();
        for (WatchedBudget watched : page) {
            found.put(
                    watched,
                    bySeries.getOrDefault(watched.budget().seriesId(), List.of()).stream()
                            .distinct()
                            .toList());
        }
        return found;
    }

    private void committed(Crossings.Outcome outcome) {
        crossings.committed(outcome);
        if (outcome.tells()) {
            relay.wake();
        }
    }
}
