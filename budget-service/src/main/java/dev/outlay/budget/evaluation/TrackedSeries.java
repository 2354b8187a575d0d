package dev.outlay.budget.evaluation;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.ledger.Descriptions;
import dev.outlay.budget.ledger.DimensionSet;
import dev.outlay.budget.ledger.SeriesTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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

    private record Key(int series, LocalDate periodStart, String currency) {
        static Key of(SeriesBuildTable.Sum sum) {
            return new Key(sum.series(), sum.periodStart(), sum.currency());
        }
    }

    private static final int PAGE = 2_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final Descriptions descriptions;
    private final String partnerTenant;

    TrackedSeries(Descriptions descriptions, AccessConfig access) {
        this.descriptions = descriptions;
        this.partnerTenant = access.partnerTenant().orElse("");
    }

    /**
     * Compares all that are ready, as the session's transaction sees them: it asks no index, which may know of series that began or ended since, or nothing yet.
     */
    public Uni<List<Wrong>> compare(Mutiny.StatelessSession session) {
        List<Wrong> wrong = new ArrayList<>();
        return compareAfter(session, 0, wrong).replaceWith(wrong);
    }

    private Uni<Void> compareAfter(Mutiny.StatelessSession session, int afterSeries, List<Wrong> wrong) {
        return WatchTable.ready(session, afterSeries, MOST_AT_ONCE)
                .chain(series -> series.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : comparePage(session, series, wrong)
                                .chain(() ->
                                        compareAfter(session, series.getLast().id(), wrong)));
    }

    private Uni<Void> comparePage(Mutiny.StatelessSession session, List<WatchTable.Series> series, List<Wrong> wrong) {
        SeriesMatcher matcher = new SeriesMatcher(partnerTenant);
        Set<Integer> ids = new TreeSet<>();
        Set<Integer> scopes = new TreeSet<>();
        for (WatchTable.Series one : series) {
            matcher.add(one);
            ids.add(one.id());
            scopes.add(one.scopeId());
        }
        List<SeriesBuildTable.Pair> pairs = new ArrayList<>();
        return pairs(session, matcher, scopes, 0, pairs)
                .chain(() -> SeriesBuildTable.sum(session, pairs, Long.MAX_VALUE))
                .chain(sums -> SeriesBuildTable.kept(session, ids).invoke(kept -> compare(sums, kept, wrong)))
                .replaceWithVoid();
    }

    private Uni<Void> pairs(
            Mutiny.StatelessSession session,
            SeriesMatcher matcher,
            Set<Integer> scopes,
            int afterId,
            List<SeriesBuildTable.Pair> pairs) {
        return descriptions.page(session, scopes, afterId, PAGE).chain(sets -> {
            for (DimensionSet set : sets) {
                for (SeriesTarget target : matcher.match(set)) {
                    pairs.add(new SeriesBuildTable.Pair(target, set.id()));
                }
            }
            return sets.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : pairs(session, matcher, scopes, sets.getLast().id(), pairs);
        });
    }

    private static void compare(List<SeriesBuildTable.Sum> sums, List<SeriesBuildTable.Sum> kept, List<Wrong> wrong) {
        Map<Key, BigDecimal> rest = new HashMap<>();
        kept.forEach(spend -> rest.put(Key.of(spend), spend.amount()));
        for (SeriesBuildTable.Sum sum : sums) {
            Key key = Key.of(sum);
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
