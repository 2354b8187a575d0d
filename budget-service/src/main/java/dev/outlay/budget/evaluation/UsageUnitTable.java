package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.ledger.Differences;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The column {@code unit} of {@code spend_series}: in which unit of measure the charges of a quantity say it. Charges tell it, and the first that count fix it, as the first charge of a billing profile
 * fixes its currency; where others say another one, what is counted is just {@link #MIXED}. Nothing here is asked or written where only cost moves.
 */
final class UsageUnitTable {

    /** Where the charges say different units, or none. */
    static final String MIXED = "Units";

    /**
     * A description counts with its charges: without any it says nothing, though it may have had some. Of two that note a unit of the same series at once the second waits for the first, and sees what it has
     * written. In the order of the key, as everything that batches lock.
     */
    private static final String NOTE = """
            with said as (
                select said.series, case count(distinct lower(said.unit)) when 1 then min(said.unit) else ?4 end as unit
                from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as text[])) as said (series, dimension_set, unit)
                where exists (select from charge where charge.dimension_set_id = said.dimension_set)
                group by 1 order by 1),
            locked as (
                select s.id, said.unit from spend_series s join said on said.series = s.id
                where s.unit is null or (s.unit <> ?4 and lower(s.unit) <> lower(said.unit))
                order by s.id for no key update of s)
            update spend_series s set unit = case when s.unit is null or lower(s.unit) = lower(locked.unit) then locked.unit else ?4 end
            from locked where s.id = locked.id
            """;

    private static final String UNITS =
            "select id, coalesce(unit, ?2) from spend_series where id = any(cast(?1 as integer[]))";

    private UsageUnitTable() {}

    /** Notes in which units charges were added to quantities. The charges are in the ledger already. */
    static Uni<Void> note(Mutiny.StatelessSession session, Collection<Differences.Unit> units) {
        if (units.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Differences.Unit> said = List.copyOf(units);
        return session.createNativeQuery(NOTE)
                .setParameter(1, said.stream().map(Differences.Unit::series).toArray(Integer[]::new))
                .setParameter(
                        2, said.stream().map(Differences.Unit::dimensionSet).toArray(Integer[]::new))
                .setParameter(3, said.stream().map(Differences.Unit::unit).toArray(String[]::new))
                .setParameter(4, MIXED)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The units of what budgets count, by series; of those that count cost none, and without the others nothing is asked. */
    static Uni<Map<Integer, String>> of(Mutiny.StatelessSession session, Collection<WatchedBudget> budgets) {
        Integer[] series = budgets.stream()
                .map(WatchedBudget::budget)
                .filter(budget -> budget.metric() == Metric.USAGE)
                .map(budget -> budget.seriesId())
                .distinct()
                .toArray(Integer[]::new);
        if (series.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(UNITS, Object[].class)
                .setParameter(1, series)
                .setParameter(2, MIXED)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Integer) row[0], row -> (String) row[1])));
    }
}
