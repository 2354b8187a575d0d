package dev.outlay.budget.view;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code saved_view}. */
final class SavedViewTable {

    private static final String COLUMNS = """
            select name, version, cast(properties as text), cast(extract(epoch from created_at) * 1000000 as bigint),
                   cast(extract(epoch from modified_at) * 1000000 as bigint)
            from saved_view where owner = ?1""";

    private static final String PUT = """
            insert into saved_view (owner, name_key, name, properties, created_at, created_by, modified_at, modified_by, around)
            values (?1, ?2, ?3, cast(cast(?4 as text) as json), clock_timestamp(), ?5, clock_timestamp(), ?5, cast(?6 as text))
            on conflict (owner, name_key) do update set properties = excluded.properties, version = excluded.version,
                modified_at = excluded.modified_at, modified_by = excluded.modified_by, around = excluded.around
            """;

    private static final String COUNT = """
            select (select count(*) from saved_view where owner = ?1), (select count(*) from saved_view where around = cast(?2 as text))
            """;

    private static final String DELETE = "delete from saved_view where owner = ?1 and name_key = ?2";

    private SavedViewTable() {}

    /** The views of an owner, by name. */
    static Uni<List<SavedView>> list(Mutiny.StatelessSession session, ViewOwner owner) {
        return session.createNativeQuery(COLUMNS + " order by name_key", Object[].class)
                .setParameter(1, owner.key())
                .getResultList()
                .map(rows -> rows.stream().map(SavedViewTable::read).toList());
    }

    static Uni<Optional<SavedView>> find(Mutiny.StatelessSession session, ViewOwner owner, String name) {
        return session.createNativeQuery(COLUMNS + " and name_key = ?2", Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, name.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(SavedViewTable::read));
    }

    /**
     * How many there are.
     *
     * @param all of the owner
     * @param around at and in its subscription; 0 where it has none
     */
    record Count(long all, long around) {}

    static Uni<Count> count(Mutiny.StatelessSession session, ViewOwner owner) {
        return session.createNativeQuery(COUNT, Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, owner.around())
                .getSingleResult()
                .map(row -> new Count(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    /** Adds a view, or gives the one of that name other properties and another version. */
    static Uni<Void> put(Mutiny.StatelessSession session, ViewOwner owner, String name, String properties, String by) {
        return session.createNativeQuery(PUT)
                .setParameter(1, owner.key())
                .setParameter(2, name.toLowerCase(Locale.ROOT))
                .setParameter(3, name)
                .setParameter(4, properties)
                .setParameter(5, by)
                .setParameter(6, owner.around())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, ViewOwner owner, String name) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, owner.key())
                .setParameter(2, name.toLowerCase(Locale.ROOT))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static SavedView read(Object[] row) {
        return new SavedView(
                (String) row[0], ((Number) row[1]).longValue(), (String) row[2], instant(row[3]), instant(row[4]));
    }

    private static Instant instant(Object micros) {
        return Instant.EPOCH.plus(((Number) micros).longValue(), ChronoUnit.MICROS);
    }
}
