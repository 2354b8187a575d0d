package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The column {@code budget.writers}: changed in the transaction that writes the budget, in which all changes of budgets wait for each other. */
final class WritersTable {

    private static final String FIND = "select writers, created_by, created_tenant from budget where uuid = ?1";

    private static final String KEEP = "update budget set writers = ?2 where uuid = ?1";

    private WritersTable() {}

    /** Who had a budget tell whom before it is written; what the version before made has no writer but its creator. */
    static Uni<Writers> find(Mutiny.StatelessSession session, UUID budget) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, budget)
                .getSingleResult()
                .map(row -> read((String) row[0], (String) row[1], (String) row[2]));
    }

    private static Writers read(@Nullable String writers, String creator, String tenant) {
        return writers == null
                ? Writers.of(new Writers.Writer(creator, tenant, List.of(), Set.of()))
                : WritersJson.read(writers);
    }

    static Uni<Void> keep(Mutiny.StatelessSession session, UUID budget, Writers writers) {
        return session.createNativeQuery(KEEP)
                .setParameter(1, budget)
                .setParameter(2, WritersJson.write(writers))
                .executeUpdate()
                .replaceWithVoid();
    }
}
