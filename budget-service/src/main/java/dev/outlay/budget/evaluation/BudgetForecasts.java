package dev.outlay.budget.evaluation;

import dev.outlay.budget.analysis.BudgetOutlooks;
import dev.outlay.budget.analysis.CompleteDays;
import dev.outlay.budget.analysis.ForecastConfig;
import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.budget.ThresholdType;
import dev.outlay.budget.money.MinorUnits;
import dev.outlay.budget.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Forecasts what budgets reach by the end of their period, and tells whom a notification of it names. A batch of charges does nothing for that: it writes when a spend moved anyway, and a look every other
 * second finds the budgets whose forecast has not seen it. So many workers forecast at a time, each budget at most once a minute; workers of all replicas take from the same table.
 */
@ApplicationScoped
public class BudgetForecasts {

    private static final Logger LOG = Logger.getLogger(BudgetForecasts.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration LEAST_BETWEEN = Duration.ofSeconds(1);
    private static final int MOST_WORKERS = 16;
    private static final int MOST_AT_ONCE = 20;

    /** A budget at work. */
    private record Work(
            UUID by, WatchedBudget watched, Period period, LocalDate today, BudgetForecastTable.Spent spent) {

        UUID uuid() {
            return watched.budget().uuid();
        }
    }

    private final Mutiny.SessionFactory sessions;
    private final WatchIndex index;
    private final BudgetOutlooks outlooks;
    private final Crossings crossings;
    private final OutboxRelay relay;
    private final ForecastMetrics metrics;
    private final Clock clock;
    private final Duration between;
    private final List<RepeatedTask> workers = new ArrayList<>();

    BudgetForecasts(
            Mutiny.SessionFactory sessions,
            WatchIndex index,
            BudgetOutlooks outlooks,
            Crossings crossings,
            OutboxRelay relay,
            ForecastMetrics metrics,
            Clock clock,
            ForecastConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.index = index;
        this.outlooks = outlooks;
        this.crossings = crossings;
        this.relay = relay;
        this.metrics = metrics;
        this.clock = clock;
        this.between = config.between();
        if (config.workers() < 0 || config.workers() > MOST_WORKERS) {
            throw new IllegalArgumentException("outlay.forecast.workers has to be from 0 to " + MOST_WORKERS + ".");
        }
        if (between.compareTo(LEAST_BETWEEN) < 0) {
            throw new IllegalArgumentException("outlay.forecast.between has to be 1 s or more.");
        }
        for (int worker = 0; worker < config.workers(); worker++) {
            workers.add(new RepeatedTask(
                    vertx,
                    "Forecasting budgets",
                    BETWEEN_LOOKS,
                    worker == 0 ? () -> mark().chain(this::round) : this::round));
        }
    }

    void start(@Observes StartupEvent event) {
        workers.forEach(RepeatedTask::start);
    }

    void stop(@Observes ShutdownEvent event) {
        workers.forEach(RepeatedTask::stop);
    }

    /** Finds the budgets whose forecast has not seen how things are. */
    Uni<Void> mark() {
        return sessions.withStatelessTransaction(session -> BudgetForecastTable.mark(session, today()))
                .replaceWithVoid();
    }

    /**
     * Forecasts some of those that were marked.
     *
     * @return whether there may be more
     */
    Uni<Boolean> round() {
        if (!index.isLoaded()) {
            return Uni.createFrom().item(false);
        }
        UUID by = UUID.randomUUID();
        return sessions.withStatelessTransaction(
                        session -> BudgetForecastTable.take(session, by, between, MOST_AT_ONCE))
                .chain(taken -> each(taken, by).replaceWith(taken.size() == MOST_AT_ONCE));
    }

    /** One after the other; one that fails is taken again by somebody, and holds up nobody. */
    private Uni<Void> each(List<UUID> taken, UUID by) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID budget : taken) {
            done = done.chain(() -> metrics.timed(forecast(budget, by))
                    .onFailure()
                    .invoke(failure -> LOG.warnf(failure, "budget=%s could not be forecast; it is tried again", budget))
                    .onFailure()
                    .recoverWithNull());
        }
        return done;
    }

    private Uni<Void> forecast(UUID budget, UUID by) {
        return sessions.withStatelessSession(session -> begin(session, budget, by))
                .chain(work -> work.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : expected(work.get()).chain(amount -> keep(work.get(), amount)));
    }

    /** What there is to do; nothing for a budget that is gone, or does not watch today any more. */
    private Uni<Optional<Work>> begin(Mutiny.StatelessSession session, UUID budget, UUID by) {
        return index.refresh(session).chain(() -> {
            LocalDate today = today();
            WatchedBudget watched = index.budget(budget);
            Period period = watched == null ? null : watched.budget().periods().of(today);
            if (watched == null || period == null || !watches(watched.budget(), today)) {
                return BudgetForecastTable.forget(session, budget).replaceWith(Optional.empty());
            }
            return BudgetForecastTable.spent(session, budget, period.start(), today)
                    .map(spent -> Optional.of(new Work(by, watched, period, today, spent)));
        });
    }

    /** What the period is expected to reach: what was spent, and the rest, with the decimals of the currency. Empty where nobody asks for it, nothing was charged, or there is too little history. */
    private Uni<Optional<BigDecimal>> expected(Work work) {
        String currency = work.spent().currency();
        Budget budget = work.watched().budget();
        if (currency == null || !watchesAForecast(budget)) {
            return Uni.createFrom().item(Optional.empty());
        }
        CompleteDays days = outlooks.days(work.today());
        BudgetOutlooks.Spending spending = new BudgetOutlooks.Spending(
                work.watched().place().kind(),
                work.watched().scopeId(),
                work.spent().filter(),
                budget.metric(),
                currency);
        LocalDate incomplete = days.until().plusDays(1);
        LocalDate first =
                incomplete.isBefore(work.period().start()) ? work.period().start() : incomplete;
        LocalDate last = budget.watchedUntil(work.period()).minusDays(1);
        return outlooks.of(spending, days)
                .map(outlook -> outlook.isKnown()
                        ? Optional.of(MinorUnits.rounded(
                                work.spent()
                                        .amount()
                                        .add(outlook.rest(first, last).amount()),
                                currency))
                        : Optional.empty());
    }

    /** Narrower than whether it watches the period: a budget that has ended, or has not begun, is asked nothing any more, or not yet. */
    private static boolean watches(Budget budget, LocalDate today) {
        return !budget.startDate().isAfter(today)
                && (budget.endDate() == null || !budget.endDate().isBefore(today));
    }

    private static boolean watchesAForecast(Budget budget) {
        return budget.notifications().stream()
                .anyMatch(notification -> notification.thresholdType() == ThresholdType.FORECASTED);
    }

    /**
     * Writes down the forecast and what it crosses, in one transaction. A budget that was changed or deleted, or a day that has ended while it was forecast, makes it void: the mark stays, and in a
     * minute it is forecast as it is then.
     */
    private Uni<Void> keep(Work work, Optional<BigDecimal> amount) {
        return sessions.withStatelessTransaction(
                        session -> index.refresh(session).chain(() -> {
                            boolean same = work.watched().equals(index.budget(work.uuid()))
                                    && work.today().equals(today());
                            return same
                                    ? keep(session, work, amount)
                                    : Uni.createFrom().item(Optional.<Crossings.Outcome>empty());
                        }))
                .invoke(outcome -> outcome.ifPresent(this::committed))
                .replaceWithVoid();
    }

    private Uni<Optional<Crossings.Outcome>> keep(
            Mutiny.StatelessSession session, Work work, Optional<BigDecimal> amount) {
        return BudgetForecastTable.keep(
                        session,
                        work.uuid(),
                        work.by(),
                        work.watched().budget().seriesId(),
                        work.period().start(),
                        work.today(),
                        work.spent(),
                        amount.orElse(null))
                .chain(kept -> kept && amount.isPresent()
                        ? cross(session, work, amount.get()).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Crossings.Outcome> cross(Mutiny.StatelessSession session, Work work, BigDecimal amount) {
        return crossings.find(
                session,
                work.watched(),
                work.period(),
                work.spent().amount(),
                amount,
                Objects.requireNonNull(work.spent().currency()));
    }

    private void committed(Crossings.Outcome outcome) {
        crossings.committed(outcome);
        if (outcome.tells()) {
            relay.wake();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
