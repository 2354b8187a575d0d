package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.SeriesTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts the spends that budgets asked for again, from the ledger, and says where they are not what is kept. */
@ApplicationScoped
public class TrackedSeries {

    /**
     * A spend that is not what the ledger adds up to.
     *
     * @param where series, period and currency
     * @param counted exact, as text
     * @param kept exact, as text
     */
    public record Wrong(String where, String counted, String kept) {}

    private record Key(int series, LocalDate periodStart, String currency) {}

    private static final int PAGE = 2_000;
    private static final int MOST_AT_ONCE = 1_000;

    private static final String READY = """
            select id, scope_id from spend_series
            where state = 2 and id > ?1 and (time_grain > 1 or metric > 1 or filter is not null) order by id limit ?2
            """;

    private static final String KEPT = """
            select series_id, period_start, cast(currency as text), amount from spend
            where series_id = any(cast(?1 as integer[]))
            """;

    private final WatchIndex index;
    private final Descriptions descriptions;

    TrackedSeries(WatchIndex index, Descriptions descriptions) {
        this.index = index;
        this.descriptions = descriptions;
    }

    /** Compares all that are ready, as the session's transaction sees them. */
    public Uni<List<Wrong>> compare(Mutiny.StatelessSession session) {
        List<Wrong> wrong = new ArrayList<>();
        return index.refresh(session)
                .chain(() -> compareAfter(session, 0, wrong))
                .replaceWith(wrong);
    }

    private Uni<Void> compareAfter(Mutiny.StatelessSession session, int afterSeries, List<Wrong> wrong) {
        return session.createNativeQuery(READY, Object[].class)
                .setParameter(1, afterSeries)
                .setParameter(2, MOST_AT_ONCE)
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : comparePage(session, rows, wrong)
                                .chain(() -> compareAfter(session, (Integer) rows.getLast()[0], wrong)));
    }

    private Uni<Void> comparePage(Mutiny.StatelessSession session, List<Object[]> rows, List<Wrong> wrong) {
        Set<Integer> series = new HashSet<>();
        Set<Integer> scopes = new TreeSet<>();
        for (Object[] row : rows) {
            series.add((Integer) row[0]);
            scopes.add((Integer) row[1]);
        }
        List<SeriesBuildTable.Pair> pairs = new ArrayList<>();
        return pairs(session, series, scopes, 0, pairs)
                .chain(() -> SeriesBuildTable.sum(session, pairs, Long.MAX_VALUE))
                .chain(sums -> kept(session, series).invoke(kept -> compare(sums, kept, wrong)))
                .replaceWithVoid();
    }

    private Uni<Void> pairs(
            Mutiny.StatelessSession session,
            Set<Integer> series,
            Set<Integer> scopes,
            int afterId,
            List<SeriesBuildTable.Pair> pairs) {
        return descriptions.page(session, scopes, afterId, PAGE).chain(sets -> {
            for (DimensionSet set : sets) {
                for (SeriesTarget target : index.askedTargetsOf(set)) {
                    if (series.contains(target.series())) {
                        pairs.add(new SeriesBuildTable.Pair(target, set.id()));
                    }
                }
            }
            return sets.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : pairs(session, series, scopes, sets.getLast().id(), pairs);
        });
    }

    private static Uni<Map<Key, BigDecimal>> kept(Mutiny.StatelessSession session, Set<Integer> series) {
        return session.createNativeQuery(KEPT, Object[].class)
                .setParameter(1, series.toArray(Integer[]::new))
                .getResultList()
                .map(rows -> {
                    Map<Key, BigDecimal> kept = new HashMap<>();
                    for (Object[] row : rows) {
                        kept.put(new Key((Integer) row[0], (LocalDate) row[1], (String) row[2]), (BigDecimal) row[3]);
                    }
                    return kept;
                });
    }

    private static void compare(List<SeriesBuildTable.Sum> sums, Map<Key, BigDecimal> kept, List<Wrong> wrong) {
        Map<Key, BigDecimal> rest = new HashMap<>(kept);
        for (SeriesBuildTable.Sum sum : sums) {
            Key key = new Key(sum.series(), sum.periodStart(), sum.currency());
            note(key, sum.amount(), rest.getOrDefault(key, BigDecimal.ZERO), wrong);
            rest.remove(key);
        }
        rest.forEach((key, amount) -> note(key, BigDecimal.ZERO, amount, wrong));
    }

    private static void note(Key key, BigDecimal counted, BigDecimal kept, List<Wrong> wrong) {
        if (counted.compareTo(kept) != 0) {
            wrong.add(new Wrong(
                    key.series() + " " + key.periodStart() + " " + key.currency(),
                    counted.toPlainString(),
                    kept.toPlainString()));
        }
    }
}
