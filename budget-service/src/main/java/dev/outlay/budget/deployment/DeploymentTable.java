package dev.outlay.budget.deployment;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code deployment}. One of a name runs at a time: the row itself says so, by a statement whose count decides. */
final class DeploymentTable {

    /** As many as Azure keeps of a scope. */
    static final int MOST = 800;

    /** Of a subscription with all of its resource groups, which need not exist. */
    static final int MOST_OF_A_SUBSCRIPTION = 4_000;

    /** Of the properties on a page of a list, in bytes; one deployment has at most {@value Deployments#MOST_BYTES}. */
    private static final int MOST_OF_A_PAGE = 4 * 1024 * 1024;

    /** No run goes on for so long: see DeploymentRuns. One that seems to was ended by the death of whoever ran it. */
    private static final String IS_LOST =
            "deployment.is_running and deployment.started_at < clock_timestamp() -" + " interval '10 minutes'";

    /** What is large is not read before it is known to be on the page. */
    private static final String LIST = """
        select name, location, properties, is_lost, others from (
            select name, name_key, location, properties, %s as is_lost, count(*) over () as others,
                   row_number() over (order by name_key) as place, sum(bytes) over (order by name_key) as so_far
            from deployment where owner = ?1 and name_key > ?2) as listed
        where place <= ?3 and (place = 1 or so_far <= %d) order by name_key
        """.formatted(IS_LOST, MOST_OF_A_PAGE);

    private static final String FIND = """
        select name, location, properties, %s from deployment where owner = ?1 and name_key = ?2
        """.formatted(IS_LOST);

    private static final String OPERATIONS =
            "select name, operations from deployment where owner = ?1 and name_key = ?2";

    private static final String HASH = "select template_hash from deployment where owner = ?1 and name_key = ?2";

    private static final String BEGIN = """
        insert into deployment (owner, name_key, name, location, run, is_running, started_at, template_hash, properties, operations, around)
        values (?1, ?2, ?3, cast(?4 as text), ?5, true, clock_timestamp(), ?6, ?7, '[]', cast(?8 as text))
        on conflict (owner, name_key) do update set name = excluded.name, location = excluded.location, run = excluded.run, is_running = true,
            started_at = excluded.started_at, template_hash = excluded.template_hash, properties = excluded.properties, operations = excluded.operations,
            around = excluded.around
        where not deployment.is_running or %s
        """.formatted(IS_LOST);

    private static final String GOES_ON = """
        select count(*) from deployment where owner = ?1 and name_key = ?2 and run = ?3 and is_running
        """;

    private static final String END = """
        update deployment set is_running = false, properties = ?4, operations = ?5
        where owner = ?1 and name_key = ?2 and run = ?3
        """;

    private static final String FORGET = """
        delete from deployment where owner = ?1 and not is_running and name_key in (
            select name_key from deployment where owner = ?1 order by started_at desc, name_key offset %d)
        """.formatted(MOST);

    /** Two that begin at once delete the same ones: what the other is just deleting is left to it, so that neither waits for the other. */
    private static final String FORGET_AROUND = """
        delete from deployment where (owner, name_key) in (
            select owner, name_key from deployment where not is_running and (owner, name_key) in (
                select owner, name_key from deployment where around = ?1 order by started_at desc, owner, name_key offset %d)
            for update skip locked)
        """.formatted(MOST_OF_A_SUBSCRIPTION);

    private static final String DELETE = """
        delete from deployment where owner = ?1 and name_key = ?2 and (not is_running or %s)
        """.formatted(IS_LOST);

    private DeploymentTable() {}

    /**
     * A part of a list.
     *
     * @param hasMore whether there are others behind it
     */
    record Listed(List<KeptDeployment> deployments, boolean hasMore) {}

    /** Those whose names in lower case come after one, by name: at least one where there is any, and no more than a page holds. */
    static Uni<Listed> list(Mutiny.StatelessSession session, DeploymentOwner owner, String after, int most) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, after)
                .setParameter(3, most)
                .getResultList()
                .map(rows -> new Listed(
                        rows.stream().map(DeploymentTable::read).toList(),
                        !rows.isEmpty() && ((Number) rows.getFirst()[4]).longValue() > rows.size()));
    }

    static Uni<Optional<KeptDeployment>> find(Mutiny.StatelessSession session, DeploymentOwner owner, String name) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(DeploymentTable::read));
    }

    static Uni<Optional<KeptOperations>> operations(
            Mutiny.StatelessSession session, DeploymentOwner owner, String name) {
        return session.createNativeQuery(OPERATIONS, Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .getResultList()
                .map(rows ->
                        rows.stream().findFirst().map(row -> new KeptOperations((String) row[0], (String) row[1])));
    }

    /** The hash of the template that was deployed under a name. */
    static Uni<Optional<String>> hash(Mutiny.StatelessSession session, DeploymentOwner owner, String name) {
        return session.createNativeQuery(HASH, String.class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }

    /** Whether it begins: not where one of that name runs. */
    static Uni<Boolean> begin(Mutiny.StatelessSession session, BegunDeployment begun) {
        return session.createNativeQuery(BEGIN)
                .setParameter(1, begun.owner().key())
                .setParameter(2, key(begun.name()))
                .setParameter(3, begun.name())
                .setParameter(4, begun.location())
                .setParameter(5, begun.run())
                .setParameter(6, begun.templateHash())
                .setParameter(7, begun.properties())
                .setParameter(8, begun.owner().around())
                .executeUpdate()
                .map(count -> count > 0);
    }

    /** Whether a run is still the one of its name. */
    static Uni<Boolean> goesOn(Mutiny.StatelessSession session, DeploymentOwner owner, String name, UUID run) {
        return session.createNativeQuery(GOES_ON, Long.class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .setParameter(3, run)
                .getSingleResult()
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

    /** Deletes the oldest beyond as many as are kept of a scope, and of a subscription. */
    static Uni<Void> forget(Mutiny.StatelessSession session, DeploymentOwner owner) {
        Uni<Integer> ofScope =
                session.createNativeQuery(FORGET).setParameter(1, owner.key()).executeUpdate();
        String around = owner.around();
        return (around == null
                        ? ofScope
                        : ofScope.chain(() -> session.createNativeQuery(FORGET_AROUND)
                                .setParameter(1, around)
                                .executeUpdate()))
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
        return new KeptDeployment((String) row[0], (String) row[1], (String) row[2], (Boolean) row[3]);
    }
}
