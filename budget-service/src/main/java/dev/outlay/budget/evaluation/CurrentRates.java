package dev.outlay.budget.evaluation;

import dev.outlay.budget.money.ExchangeRates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of exchange rates in memory. It may lag behind an import for a moment: a charge that finds no rate waits, and is picked up. */
@ApplicationScoped
public class CurrentRates {

    private static final String VERSION =
            "select coalesce(cast(extract(epoch from max(imported_at)) * 1000000 as bigint), 0) + count(*) from exchange_rate";
    private static final String ALL = "select cast(currency as text), day, per_euro from exchange_rate";

    private volatile ExchangeRates rates = ExchangeRates.NONE;
    private volatile long version = -1;

    /** The table as last loaded. */
    public ExchangeRates now() {
        return rates;
    }

    /** Loads the table when it has changed. */
    public Uni<Void> refresh(Mutiny.StatelessSession session) {
        return session.createNativeQuery(VERSION, Long.class)
                .getSingleResult()
                .chain(current -> current == version
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery(ALL, Object[].class)
                                .getResultList()
                                .invoke(rows -> set(rows, current))
                                .replaceWithVoid());
    }

    private void set(List<Object[]> rows, long current) {
        ExchangeRates.Builder builder = new ExchangeRates.Builder();
        for (Object[] row : rows) {
            builder.add((String) row[0], (LocalDate) row[1], (BigDecimal) row[2]);
        }
        rates = builder.build();
        version = current;
    }
}
