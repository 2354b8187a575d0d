package dev.outlay.budget.evaluation;

import dev.outlay.budget.money.ExchangeRates;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code exchange_rate}, as charges are converted by it. */
final class RatesTable {

    private static final String VERSION = "select number from exchange_rate_change";
    private static final String ALL = "select cast(currency as text), day, per_euro from exchange_rate";

    private RatesTable() {}

    /** Moves with every import that changes a rate. */
    static Uni<Long> version(Mutiny.StatelessSession session) {
        return session.createNativeQuery(VERSION, Long.class).getSingleResult();
    }

    /** @param builder what the rates are added to */
    static Uni<ExchangeRates> all(Mutiny.StatelessSession session, ExchangeRates.Builder builder) {
        return session.createNativeQuery(ALL, Object[].class).getResultList().map(rows -> rates(rows, builder));
    }

    private static ExchangeRates rates(List<Object[]> rows, ExchangeRates.Builder builder) {
        for (Object[] row : rows) {
            builder.add((String) row[0], (LocalDate) row[1], (BigDecimal) row[2]);
        }
        return builder.build();
    }
}
