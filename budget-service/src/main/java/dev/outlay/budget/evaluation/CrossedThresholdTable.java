package dev.outlay.budget.evaluation;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code crossed_threshold}: what is there was found, and is never found again. */
final class CrossedThresholdTable {

    /** Of all who find a crossing one inserts it; the answer names what this transaction did. In the order of the key, against deadlocks. */
    private static final String INSERT = """
            insert into crossed_threshold (id, budget_uuid, period_start, condition, notification, spend, currency, telling, late, forecast, crossed_at)
            select *, clock_timestamp()
            from unnest(cast(?1 as uuid[]), cast(?2 as uuid[]), cast(?3 as date[]), cast(?4 as text[]), cast(?5 as text[]),
                        cast(?6 as numeric[]), cast(?7 as text[]), cast(?8 as smallint[]), cast(?9 as boolean[]), cast(?10 as numeric[]))
            order by 2, 3, 4 on conflict do nothing returning id
            """;

    private CrossedThresholdTable() {}

    /** @return the crossings that were not recorded before */
    static Uni<List<Crossing>> insert(Mutiny.StatelessSession session, List<Crossing> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Crossing> crossings = found.stream()
                .sorted(Comparator.comparing((Crossing crossing) ->
                                crossing.watched().budget().uuid())
                        .thenComparing(crossing -> crossing.period().start())
                        .thenComparing(crossing -> crossing.notification().threshold()))
                .toList();
        return session.createNativeQuery(INSERT, UUID.class)
                .setParameter(1, crossings.stream().map(Crossing::id).toArray(UUID[]::new))
                .setParameter(
                        2,
                        crossings.stream()
                                .map(crossing -> crossing.watched().budget().uuid())
                                .toArray(UUID[]::new))
                .setParameter(
                        3,
                        crossings.stream()
                                .map(crossing -> crossing.period().start())
                                .toArray(LocalDate[]::new))
                .setParameter(4, crossings.stream().map(Crossing::condition).toArray(String[]::new))
                .setParameter(
                        5,
                        crossings.stream()
                                .map(crossing -> crossing.notification().key())
                                .toArray(String[]::new))
                .setParameter(6, crossings.stream().map(Crossing::spend).toArray(BigDecimal[]::new))
                .setParameter(7, crossings.stream().map(Crossing::currency).toArray(String[]::new))
                .setParameter(
                        8,
                        crossings.stream()
                                .map(crossing -> crossing.telling().code())
                                .toArray(Short[]::new))
                .setParameter(9, crossings.stream().map(Crossing::late).toArray(Boolean[]::new))
                .setParameter(10, forecasts(crossings))
                .getResultList()
                .map(won -> onlyWon(crossings, won));
    }

    private static @Nullable BigDecimal[] forecasts(List<Crossing> crossings) {
        @Nullable BigDecimal[] forecasts = new @Nullable BigDecimal[crossings.size()];
        for (int i = 0; i < forecasts.length; i++) {
            forecasts[i] = crossings.get(i).forecast();
        }
        return forecasts;
    }

    private static List<Crossing> onlyWon(List<Crossing> crossings, List<UUID> won) {
        Set<UUID> ids = new HashSet<>(won);
        return crossings.stream()
                .filter(crossing -> ids.contains(crossing.id()))
                .toList();
    }
}
