package dev.outlay.budget.budget;

import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The table {@code budget_places}, which triggers of the table {@code budget} write. Whoever has the number of a change ({@link BudgetTable#nextChange}) reads in it what is so until it commits:
 * nobody else makes, changes or deletes a budget meanwhile.
 */
final class BudgetPlacesTable {

    private static final String TAKEN = """
            select o.level, coalesce(p.taken, 0) from budget_owners(?1) o left join budget_places p on p.owner_key = o.owner_key
            order by o.level desc
            """;

    private BudgetPlacesTable() {}

    /**
     * How many places the budgets of a subscription, customer or billing account take up together.
     *
     * @param level 3 of a subscription with its resource groups, 2 of a customer, 1 of a billing account
     */
    record Taken(int level, long places) {}

    /** Of all that a place is or lies in, the narrowest first. */
    static Uni<List<Taken>> around(Mutiny.StatelessSession session, Place place) {
        return session.createNativeQuery(TAKEN, Object[].class)
                .setParameter(1, place.id())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Taken(((Number) row[0]).intValue(), ((Number) row[1]).longValue()))
                        .toList());
    }
}
