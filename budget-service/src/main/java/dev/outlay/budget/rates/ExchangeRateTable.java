package dev.outlay.budget.rates;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code exchange_rate}. */
@ApplicationScoped
class ExchangeRateTable {

    private static final int BATCH = 10_000;

    private static final String UPSERT = """
            insert into exchange_rate (currency, day, per_euro, imported_at)
            select currency, day, per_euro, clock_timestamp()
            from unnest(cast(?1 as text[]), cast(?2 as date[]), cast(?3 as numeric[])) as given (currency, day, per_euro)
            order by 1, 2
            on conflict (currency, day) do update set per_euro = excluded.per_euro, imported_at = excluded.imported_at
                where exchange_rate.per_euro <> excluded.per_euro
            """;

    /** Keeps rates, each day and currency once, sorted so that two imports never wait for each other in a circle. */
    Uni<Void> keep(Mutiny.StatelessSession session, List<EuroRate> rates) {
        List<EuroRate> sorted = rates.stream()
                .sorted(Comparator.comparing(EuroRate::currency).thenComparing(EuroRate::day))
                .toList();
        List<List<EuroRate>> batches = new ArrayList<>();
        for (int start = 0; start < sorted.size(); start += BATCH) {
            batches.add(sorted.subList(start, Math.min(start + BATCH, sorted.size())));
        }
        return Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUniAndConcatenate(batch -> upsert(session, batch))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Integer> upsert(Mutiny.StatelessSession session, List<EuroRate> batch) {
        return session.createNativeQuery(UPSERT)
                .setParameter(1, batch.stream().map(EuroRate::currency).toArray(String[]::new))
                .setParameter(2, batch.stream().map(EuroRate::day).toArray(LocalDate[]::new))
                .setParameter(3, batch.stream().map(EuroRate::perEuro).toArray(BigDecimal[]::new))
                .executeUpdate();
    }
}
