package dev.outlay.alert.health;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Flyway's table: which migrations have run. */
final class MigrationsTable {

    private MigrationsTable() {}

    /** How many have run; fails with undefined_table where none ever has. */
    static Uni<Long> run(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select count(*) from flyway_schema_history where success", Long.class)
                .getSingleResult();
    }
}
