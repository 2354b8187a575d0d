package dev.outlay.budget.deployment;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code deployment}. One of a name runs at a time: the row itself says so, by a statement whose count decides. */
final class DeploymentTable {

    /** As many as Azure keeps of a scope. */
    static final int MOST = 800;

    private static final String COLUMNS = """
        select name, cast(location as text), cast(properties as text), cast(operations as text)
        from deployment where owner = ?1\
        """;

    /** One that has run for longer was ended by the death of whoever ran it. */
    private static final String BEGIN = """
        insert into deployment (owner, name_key, name, location, run, is_running, started_at, started_by, properties, operations)
        values (?1, ?2, ?3, cast(?4 as text), ?5, true, clock_timestamp(), ?6, cast(cast(?7 as text) as json), '[]')
        on conflict (owner, name_key) do update set name = excluded.name, location = excluded.location, run = excluded.run, is_running = true,
            started_at = excluded.started_at, started_by = excluded.started_by, properties = excluded.properties, operations = excluded.operations
        where not deployment.is_running or deployment.started_at < clock_timestamp() - interval '10 minutes'
        """;

    private static final String END = """
        update deployment set is_running = false, properties = cast(cast(?4 as text) as json), operations = cast(cast(?5 as text) as json)
        where owner = ?1 and name_key = ?2 and run = ?3
        """;

    private static final String FORGET = """
        delete from deployment where owner = ?1 and not is_running and name_key in (
            select name_key from deployment where owner = ?1 order by started_at desc, name_key offset %d)
        """.formatted(MOST);

    private static final String DELETE =
            "delete from deployment where owner = ?1 and name_key = ?2 and (not is_running or started_at <"
                    + " clock_timestamp() - interval '10 minutes')";

    private DeploymentTable() {}

    /** Those whose names in lower case come after one, by name. */
    static Uni<List<KeptDeployment>> list(
            Mutiny.StatelessSession session, DeploymentOwner owner, String after, int most) {
        return session.createNativeQuery(COLUMNS + " and name_key > ?2 order by name_key", Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, after)
                .setMaxResults(most)
                .getResultList()
                .map(rows -> rows.stream().map(DeploymentTable::read).toList());
    }

    static Uni<Optional<KeptDeployment>> find(Mutiny.StatelessSession session, DeploymentOwner owner, String name) {
        return session.createNativeQuery(COLUMNS + " and name_key = ?2", Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(DeploymentTable::read));
    }

    /** Whether it begins: not where one of that name runs. */
    static Uni<Boolean> begin(
            Mutiny.StatelessSession session,
            DeploymentOwner owner,
            String name,
            @Nullable String location,
            UUID run,
            String by,
            String properties) {
        return session.createNativeQuery(BEGIN)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .setParameter(3, name)
                .setParameter(4, location)
                .setParameter(5, run)
                .setParameter(6, by)
                .setParameter(7, properties)
                .executeUpdate()
                .map(count -> count > 0);
    }

    /** Says how a run ended, unless another one has begun since. */
    static Uni<Void> end(
            Mutiny.StatelessSession session,
            DeploymentOwner owner,
            String name,
            UUID run,
            String properties,
            String operations) {
        return session.createNativeQuery(END)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .setParameter(3, run)
                .setParameter(4, properties)
                .setParameter(5, operations)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Deletes the oldest beyond as many as are kept. */
    static Uni<Void> forget(Mutiny.StatelessSession session, DeploymentOwner owner) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, owner.key())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** False where nothing was deleted. */
    static Uni<Boolean> delete(Mutiny.StatelessSession session, DeploymentOwner owner, String name) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .executeUpdate()
                .map(count -> count > 0);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static KeptDeployment read(Object[] row) {
        return new KeptDeployment((String) row[0], (String) row[1], (String) row[2], (String) row[3]);
    }
}
