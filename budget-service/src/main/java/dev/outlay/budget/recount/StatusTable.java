package dev.outlay.budget.recount;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** How much several tables hold. */
final class StatusTable {

    /** @param charges as the database's statistics estimate them */
    record Sizes(long charges, long lastBatch, long seriesBuilding, long outbox) {}

    private static final String SIZES = """
            select (select greatest(cast(reltuples as bigint), 0) from pg_class where oid = cast('charge' as regclass)),
                   (select case when is_called then last_value else 0 end from charge_batch),
                   (select count(*) from spend_series where state < 2),
                   (select count(*) from outbox)
            """;

    private StatusTable() {}

    static Uni<Sizes> sizes(Mutiny.StatelessSession session) {
        return session.createNativeQuery(SIZES, Object[].class)
                .getSingleResult()
                .map(row -> new Sizes((Long) row[0], (Long) row[1], (Long) row[2], (Long) row[3]));
    }
}
