package dev.outlay.budget.evaluation;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.budget.Budget;
import dev.outlay.budget.budget.BudgetConfig;
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
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Warns of budgets whose end comes near: after it nobody would be told any more, and nobody would notice. Once for each budget and end date; another end date is another
 * warning. Azure deletes such a budget without a word (functional spec 3.2).
 */
@ApplicationScoped
public class EndWarnings {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** A budget that ends, and the period in which today lies. */
    private record Ending(WatchedBudget watched, LocalDate endDate, Period period) {}

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

    /** @return whether there may be more */
    public Uni<Boolean> round() {
        if (!index.isLoaded() || days <= 0) {
            return Uni.createFrom().item(false);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sessions.withStatelessTransaction(session -> EndWarningTable.note(session, today, days)
                        .call(noted -> noted.isEmpty() ? Uni.createFrom().voidItem() : warn(session, noted, today)))
                .invoke(noted -> {
                    if (!noted.isEmpty()) {
                        relay.wake();
                    }
                })
                .map(noted -> noted.size() == EndWarningTable.MOST_AT_ONCE);
    }

    private Uni<Void> warn(Mutiny.StatelessSession session, List<EndWarningTable.Noted> noted, LocalDate today) {
        return index.refresh(session).chain(() -> {
            List<Ending> endings = endings(noted, today);
            return EvaluatedSpendTable.read(
                            session,
                            endings.stream()
                                    .map(ending -> ending.watched().budget().seriesId())
                                    .toList(),
                            endings.stream()
                                    .map(ending -> ending.period().start())
                                    .toList())
                    .chain(spends -> UsageUnitTable.of(
                                    session,
                                    endings.stream().map(Ending::watched).toList())
                            .chain(units -> outbox.append(session, messages(endings, spends, units, today))));
        });
    }

    /** What was deleted or given another end meanwhile is left out. */
    private List<Ending> endings(List<EndWarningTable.Noted> noted, LocalDate today) {
        List<Ending> endings = new ArrayList<>();
        for (EndWarningTable.Noted one : noted) {
            WatchedBudget watched = index.budget(one.budget());
            Period period = watched == null ? null : watched.budget().periods().of(today);
            if (watched != null
                    && period != null
                    && one.endDate().equals(watched.budget().endDate())) {
                endings.add(new Ending(watched, one.endDate(), period));
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
                            ending.watched(), ending.endDate(), ending.period(), spend, currency, unit, now);
                })
                .toList();
    }
}
