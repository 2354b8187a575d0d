package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.BudgetConfig;
import dev.outlay.budget.budget.Notification;
import dev.outlay.budget.budget.Period;
import dev.outlay.budget.ledger.Differences;
import dev.outlay.budget.ledger.SpendMoved;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Warns of budgets whose end comes near: after it nobody would be told any more, and nobody would notice. Once for each budget and end date; another end date is another
 * warning. While all of its notifications are disabled nothing is warned of or used up; where one is enabled in time, it is warned of then. Azure deletes such a budget without a word (functional spec 3.2).
 */
@ApplicationScoped
public class EndWarnings {

    private static final Logger LOG = Logger.getLogger(EndWarnings.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** Before all others. */
    private static final UUID FIRST = new UUID(0, 0);

    /** A budget that ends, and the period in which today lies. */
    private record Ending(WatchedBudget watched, EndWarningTable.Ending found, Period period) {}

    private final Mutiny.SessionFactory sessions;
    private final WatchIndex index;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Clock clock;
    private final int days;
    private final RepeatedTask task;

    EndWarnings(
            Mutiny.SessionFactory sessions,
            WatchIndex index,
            Outbox outbox,
            OutboxRelay relay,
            Clock clock,
            BudgetConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.index = index;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.days = config.endWarningDays();
        this.task = new RepeatedTask(vertx, "Warning of budgets that end", BETWEEN_LOOKS, this::round);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** @return whether there may be more, which there are not */
    public Uni<Boolean> round() {
        if (!index.isLoaded() || days <= 0) {
            return Uni.createFrom().item(false);
        }
        return after(FIRST, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .replaceWith(false);
    }

    /** From one on, in the order of their ids: one of which nobody may be warned yet is found by each round, and is in nobody's way. */
    private Uni<Void> after(UUID last, LocalDate today) {
        return sessions.withStatelessSession(session -> EndWarningTable.find(session, today, days, last))
                .chain(found -> {
                    Uni<Void> done = found.isEmpty() ? Uni.createFrom().voidItem() : page(found, today);
                    return found.size() < EndWarningTable.MOST_AT_ONCE
                            ? done
                            : done.chain(() -> after(found.getLast().budget(), today));
                });
    }

    /** In a transaction of their own. Where that fails they are tried again by the next round, and hold up nobody behind them. */
    private Uni<Void> page(List<EndWarningTable.Ending> found, LocalDate today) {
        return sessions.withStatelessTransaction(session -> warn(session, found, today))
                .invoke(() -> relay.wake())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        failure,
                        "budget=%s: its end and those behind it, %d in all, could not be warned of; they are tried again",
                        found.getFirst().budget(),
                        found.size()))
                .onFailure()
                .recoverWithNull();
    }

    /** What somebody changes after it was found is left to the next round: what is noted is as the index knows it. */
    private Uni<Void> warn(Mutiny.StatelessSession session, List<EndWarningTable.Ending> found, LocalDate today) {
        return index.refresh(session).chain(() -> {
            List<Ending> endings = endings(found, today);
            return EndWarningTable.note(
                            session, endings.stream().map(Ending::found).toList())
                    .map(noted -> endings.stream()
                            .filter(ending -> noted.contains(ending.found().budget()))
                            .toList())
                    .chain(noted -> tell(session, noted, today));
        });
    }

    private Uni<Void> tell(Mutiny.StatelessSession session, List<Ending> endings, LocalDate today) {
        return EvaluatedSpendTable.read(
                        session,
                        endings.stream()
                                .map(ending -> ending.watched().budget().seriesId())
                                .toList(),
                        endings.stream().map(ending -> ending.period().start()).toList())
                .chain(spends -> UsageUnitTable.of(
                                session, endings.stream().map(Ending::watched).toList())
                        .chain(units -> outbox.append(session, messages(endings, spends, units, today))));
    }

    /** What was deleted or given another end meanwhile is left out, and what has no notification that is enabled. */
    private List<Ending> endings(List<EndWarningTable.Ending> found, LocalDate today) {
        List<Ending> endings = new ArrayList<>();
        for (EndWarningTable.Ending one : found) {
            WatchedBudget watched = index.budget(one.budget());
            Period period = watched == null ? null : watched.budget().periods().of(today);
            if (watched != null
                    && period != null
                    && one.endDate().equals(watched.budget().endDate())
                    && watched.budget().notifications().stream().anyMatch(Notification::enabled)) {
                endings.add(new Ending(watched, one, period));
            }
        }
        return endings;
    }

    private List<OutboxMessage> messages(
            List<Ending> endings, List<SpendMoved> spends, Map<Integer, String> units, LocalDate today) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<Differences.SpendKey, BigDecimal> amounts =
                spends.stream().distinct().collect(Collectors.toMap(SpendMoved::key, SpendMoved::amount));
        return endings.stream()
                .map(ending -> {
                    Budget budget = ending.watched().budget();
                    String currency = index.currencyOf(ending.watched(), ending.period(), today);
                    BigDecimal spend = currency == null
                            ? BigDecimal.ZERO
                            : amounts.getOrDefault(
                                    new Differences.SpendKey(
                                            budget.seriesId(), ending.period().start(), currency),
                                    BigDecimal.ZERO);
                    String unit = units.get(budget.seriesId());
                    return EndingEvent.of(
                            ending.watched(), ending.found().endDate(), ending.period(), spend, currency, unit, now);
                })
                .toList();
    }
}
