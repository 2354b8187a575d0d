package dev.outlay.budget.arrival;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code charge_arrival}. */
final class ArrivalTable {

    /** In the order of the key: every batch that brings charges of today writes the same rows. */
    private static final String ADD = """
            insert into charge_arrival (account_scope, source_id, day, recorded_on, charges, last_at)
            select account_scope, source_id, day, cast(?5 as date), charges, timestamptz 'epoch' + cast(?6 as bigint) * interval '1 microsecond'
            from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as date[]), cast(?4 as bigint[])) as given (account_scope, source_id, day, charges)
            order by account_scope, source_id, day
            on conflict (account_scope, source_id, day, recorded_on) do update set
                charges = charge_arrival.charges + excluded.charges, last_at = greatest(charge_arrival.last_at, excluded.last_at)
            """;

    private static final String SOURCES = """
            select a.account_scope, a.source_id, s.billing_account, n.name, max(least(a.day, a.recorded_on)), cast(extract(epoch from max(a.last_at)) * 1000000 as bigint),
                   cast(sum(a.charges) as bigint), min(a.recorded_on)
            from charge_arrival a join scope s on s.id = a.account_scope join charge_source n on n.id = a.source_id
            where (a.account_scope, a.source_id) > (?1, ?2)
            group by a.account_scope, a.source_id, s.billing_account, n.name
            order by a.account_scope, a.source_id
            limit ?3
            """;

    private static final String DAYS = """
            select a.account_scope, a.source_id, a.day, a.recorded_on, a.charges
            from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as date[])) as asked (account_scope, source_id, since)
            join charge_arrival a on a.account_scope = asked.account_scope and a.source_id = asked.source_id and a.day >= asked.since
            """;

    private ArrivalTable() {}

    /** Adds what a batch brought to what is known, in the transaction of the batch. */
    static Uni<Void> add(Mutiny.StatelessSession session, List<Arrival> arrivals, Instant now) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ADD)
                .setParameter(1, arrivals.stream().map(Arrival::account).toArray(Integer[]::new))
                .setParameter(2, arrivals.stream().map(Arrival::source).toArray(Integer[]::new))
                .setParameter(3, arrivals.stream().map(Arrival::day).toArray(LocalDate[]::new))
                .setParameter(4, arrivals.stream().map(Arrival::charges).toArray(Long[]::new))
                .setParameter(5, LocalDate.ofInstant(now, ZoneOffset.UTC))
                .setParameter(6, ChronoUnit.MICROS.between(Instant.EPOCH, now))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Sources in the order in which they became known, after one of them. */
    static Uni<List<ArrivedSource>> sources(Mutiny.StatelessSession session, SourceKey after, int limit) {
        return session.createNativeQuery(SOURCES, Object[].class)
                .setParameter(1, after.account())
                .setParameter(2, after.source())
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> rows.stream().map(ArrivalTable::source).toList());
    }

    private static ArrivedSource source(Object[] row) {
        return new ArrivedSource(
                key(row),
                (String) row[2],
                (String) row[3],
                (LocalDate) row[4],
                Instant.EPOCH.plus((Long) row[5], ChronoUnit.MICROS),
                (Long) row[6],
                (LocalDate) row[7]);
    }

    /** What arrived when of each source's newest days, so many of them; of one that has gone silent too. */
    static Uni<Map<SourceKey, List<ArrivedDay>>> days(
            Mutiny.StatelessSession session, List<ArrivedSource> sources, int days) {
        return session.createNativeQuery(DAYS, Object[].class)
                .setParameter(
                        1,
                        sources.stream().map(source -> source.key().account()).toArray(Integer[]::new))
                .setParameter(
                        2, sources.stream().map(source -> source.key().source()).toArray(Integer[]::new))
                .setParameter(
                        3,
                        sources.stream()
                                .map(source -> source.newestDay().minusDays(days))
                                .toArray(LocalDate[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                ArrivalTable::key,
                                Collectors.mapping(
                                        row -> new ArrivedDay(
                                                (LocalDate) row[2], (LocalDate) row[3], ((Number) row[4]).longValue()),
                                        Collectors.toList()))));
    }

    private static SourceKey key(Object[] row) {
        return new SourceKey((Integer) row[0], (Integer) row[1]);
    }
}
