package dev.outlay.budget.export;

import dev.outlay.budget.access.Principal;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code cost_export}. */
final class ExportTable {

    /** An export of which an occurrence is due. */
    record Due(UUID id, String properties, Instant nextAt) {}

    private static final String COLUMNS = """
            select id, name, version, cast(properties as text), cast(extract(epoch from next_at) * 1000000 as bigint), tenant
            from cost_export where owner = ?1""";

    private static final String PUT = """
            insert into cost_export (id, owner, name_key, name, scope_arm_id, properties, principal, tenant, roles, groups, rights_at, next_at, around)
            values (cast(?1 as uuid), ?2, ?3, ?4, ?5, cast(cast(?6 as text) as json), ?7, ?8, cast(?9 as text[]), cast(?10 as text[]), clock_timestamp(),
                    cast(cast(?11 as text) as timestamptz), cast(?12 as text))
            on conflict (owner, name_key) do update set properties = excluded.properties, version = excluded.version, principal = excluded.principal,
                tenant = excluded.tenant, roles = excluded.roles, groups = excluded.groups, rights_at = excluded.rights_at, next_at = excluded.next_at,
                scope_arm_id = excluded.scope_arm_id, around = excluded.around
            """;

    private static final String COUNT = """
            select (select count(*) from cost_export where owner = ?1), (select count(*) from cost_export where around = cast(?2 as text))
            """;

    private static final String ASKED = """
            select count(*) from cost_export_run where export_id = ?1 and occurrence is null and submitted_at > clock_timestamp() - interval '1 hour'
            """;

    private static final String DELETE = "delete from cost_export where owner = ?1 and name_key = ?2";

    /** One that runs waits: what it misses meanwhile runs once when it is over. */
    private static final String DUE = """
            select id, cast(properties as text), cast(extract(epoch from next_at) * 1000000 as bigint) from cost_export e
            where next_at <= cast(cast(?1 as text) as timestamptz)
              and not exists (select 1 from cost_export_run r where r.export_id = e.id and r.state in (1, 2))
            order by next_at limit 1 for update skip locked
            """;

    /** Only where the occurrence has its run: another one may have begun since it was looked. */
    private static final String MOVE = """
            update cost_export set next_at = cast(cast(?2 as text) as timestamptz)
            where id = ?1 and exists (select 1 from cost_export_run where export_id = ?1 and occurrence = cast(cast(?3 as text) as timestamptz))
            """;

    private ExportTable() {}

    /** The exports of a place, by name. */
    static Uni<List<Export>> list(Mutiny.StatelessSession session, ExportOwner owner) {
        return session.createNativeQuery(COLUMNS + " order by name_key", Object[].class)
                .setParameter(1, owner.key())
                .getResultList()
                .map(rows -> rows.stream().map(ExportTable::read).toList());
    }

    static Uni<Optional<Export>> find(Mutiny.StatelessSession session, ExportOwner owner, String name) {
        return session.createNativeQuery(COLUMNS + " and name_key = ?2", Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ExportTable::read));
    }

    /**
     * How many there are.
     *
     * @param all of the owner
     * @param around at and in its subscription; 0 where it has none
     */
    record Count(long all, long around) {}

    static Uni<Count> count(Mutiny.StatelessSession session, ExportOwner owner) {
        return session.createNativeQuery(COUNT, Object[].class)
                .setParameter(1, owner.key())
                .setParameter(2, owner.around())
                .getSingleResult()
                .map(row -> new Count(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    /** Adds an export, or gives the one of that name other properties, another version, and the rights of whoever saves it now. */
    static Uni<Void> put(
            Mutiny.StatelessSession session,
            ExportOwner owner,
            String name,
            String scopeArmId,
            String properties,
            Principal by,
            @Nullable Instant nextAt) {
        return session.createNativeQuery(PUT)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, owner.key())
                .setParameter(3, key(name))
                .setParameter(4, name)
                .setParameter(5, scopeArmId)
                .setParameter(6, properties)
                .setParameter(7, by.id())
                .setParameter(8, by.tenant())
                .setParameter(9, by.roles().toArray(String[]::new))
                .setParameter(10, by.groups().toArray(String[]::new))
                .setParameter(11, text(nextAt))
                .setParameter(12, owner.around())
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, ExportOwner owner, String name) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, owner.key())
                .setParameter(2, key(name))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** How many of its runs somebody has asked for in the last hour, of those that are kept. */
    static Uni<Long> askedLately(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(ASKED, Long.class).setParameter(1, id).getSingleResult();
    }

    /** An export of which an occurrence is due, locked; empty where there is none that no other replica looks at. */
    static Uni<Optional<Due>> due(Mutiny.StatelessSession session, Instant now) {
        return session.createNativeQuery(DUE, Object[].class)
                .setParameter(1, now.toString())
                .getResultList()
                .map(rows ->
                        rows.stream().findFirst().map(row -> new Due((UUID) row[0], (String) row[1], instant(row[2]))));
    }

    /** Notes the next occurrence, where the one before has its run. */
    static Uni<Void> move(Mutiny.StatelessSession session, UUID id, Instant occurrence, @Nullable Instant next) {
        return session.createNativeQuery(MOVE)
                .setParameter(1, id)
                .setParameter(2, text(next))
                .setParameter(3, occurrence.toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Export read(Object[] row) {
        return new Export(
                (UUID) row[0],
                (String) row[1],
                ((Number) row[2]).longValue(),
                (String) row[3],
                row[4] == null ? null : instant(row[4]),
                (String) row[5]);
    }

    static Instant instant(Object micros) {
        return Instant.EPOCH.plus(((Number) micros).longValue(), ChronoUnit.MICROS);
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
