package dev.outlay.budget.recount;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.evaluation.CurrentRates;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.ChargeKey;
import dev.outlay.budget.ledger.LedgerRow;
import dev.outlay.budget.money.DollarValue;
import dev.outlay.budget.money.ExchangeRates;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets charges count at the billing account whose dollars were unknown, once a rate is there (DESIGN.md section 6, point 9). */
@ApplicationScoped
public class AwaitedRates {

    private static final int PAGE = 2_000;

    private static final String WAITING = """
            select cast(d.currency as text), cast(date_trunc('month', c.charge_start at time zone 'UTC') as date)
            from charge c join dimension_set d on d.id = c.dimension_set_id where c.billed_usd is null group by 1, 2 order by 1, 2
            """;

    private static final String KEYS = """
            select c.account_scope, c.source_id, c.id from charge c join dimension_set d on d.id = c.dimension_set_id
            where c.billed_usd is null and d.currency = ?1
              and c.charge_start >= cast(cast(?2 as date) as timestamp) at time zone 'UTC'
              and c.charge_start < cast(cast(?2 as date) as timestamp) at time zone 'UTC' + interval '1 month'
            order by 1, 2, 3 limit ?3
            """;

    private final Mutiny.SessionFactory sessions;
    private final RecordCharges recordCharges;
    private final CurrentRates rates;
    private final RepeatedTask task;

    AwaitedRates(Mutiny.SessionFactory sessions, RecordCharges recordCharges, CurrentRates rates, Vertx vertx) {
        this.sessions = sessions;
        this.recordCharges = recordCharges;
        this.rates = rates;
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

    private record Waiting(String currency, LocalDate month) {}

    private Uni<Boolean> round() {
        return sessions.withStatelessSession(
                        session -> rates.refresh(session).chain(() -> session.createNativeQuery(WAITING, Object[].class)
                                .getResultList()))
                .chain(rows -> {
                    ExchangeRates known = rates.now();
                    return rows.stream()
                            .map(row -> new Waiting((String) row[0], (LocalDate) row[1]))
                            .filter(waiting -> known.dollarsFor(waiting.currency(), waiting.month())
                                    .isPresent())
                            .findFirst()
                            .map(waiting -> count(waiting, known))
                            .orElseGet(() -> Uni.createFrom().item(false));
                });
    }

    private Uni<Boolean> count(Waiting waiting, ExchangeRates known) {
        return sessions.withStatelessSession(session -> session.createNativeQuery(KEYS, Object[].class)
                        .setParameter(1, waiting.currency())
                        .setParameter(2, waiting.month())
                        .setParameter(3, PAGE)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ChargeKey((Integer) row[0], (Integer) row[1], (String) row[2]))
                        .toList())
                .chain(keys -> keys.isEmpty()
                        ? Uni.createFrom().item(0)
                        : recordCharges.adjust(keys, row -> withDollars(row, known)))
                .map(changed -> changed > 0);
    }

    private static LedgerRow withDollars(LedgerRow row, ExchangeRates known) {
        if (row.dollars() != null) {
            return row;
        }
        DollarValue value = DollarValue.of(
                row.set().currency(), row.day(), row.billed(), row.effective(), null, null, null, null, known);
        return value == null ? row : row.worth(value);
    }
}
