package dev.outlay.budget.access;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code custom_role}. What role assignments name by its foreign key cannot be deleted. */
final class CustomRoleTable {

    /** What {@link #role} reads, of a table that is called r. */
    static final String COLUMNS = """
            r.id, r.tenant, r.name, r.description, cast(r.permissions as text), cast(r.assignable_scopes as text),
            cast(extract(epoch from r.created_at) * 1000000 as bigint), r.created_by,
            cast(extract(epoch from r.updated_at) * 1000000 as bigint), r.updated_by""";

    private static final String FIND = "select " + COLUMNS + " from custom_role r where r.id = ?1";

    private static final String LIST = "select " + COLUMNS + """
             from custom_role r
            where (r.scope_keys && cast(?1 as text[])
                   or exists (select from unnest(r.scope_keys) key, unnest(cast(?2 as text[])) root
                              where key = root or starts_with(key, root || '/')))
              and (cast(?3 as text[]) is null or r.tenant = any(cast(?3 as text[])))
              and (cast(?4 as text) is null or r.name_key = cast(?4 as text))
            order by r.name_key, r.id
            """;

    /** How many another role of the tenant has the name, and how many roles the tenant has. */
    private static final String OTHERS = """
            select count(*) filter (where name_key = ?2), count(*) from custom_role where tenant = ?1 and id <> ?3
            """;

    private static final String PUT = """
            insert into custom_role (id, tenant, name, name_key, description, permissions, assignable_scopes, scope_keys,
                                     created_at, created_by, updated_at, updated_by)
            values (?1, ?2, ?3, ?4, ?5, cast(cast(?6 as text) as json), cast(cast(?7 as text) as json), cast(?8 as text[]),
                    clock_timestamp(), ?9, clock_timestamp(), ?9)
            on conflict (id) do update
                set name = excluded.name, name_key = excluded.name_key, description = excluded.description, permissions = excluded.permissions,
                    assignable_scopes = excluded.assignable_scopes, scope_keys = excluded.scope_keys, updated_at = excluded.updated_at,
                    updated_by = excluded.updated_by
                where custom_role.tenant = excluded.tenant
            """;

    private static final String DELETE = "delete from custom_role where id = ?1";

    private CustomRoleTable() {}

    /**
     * Roles of a tenant but one.
     *
     * @param namesakes those with the same name
     */
    record Others(long namesakes, long all) {}

    static Uni<Optional<CustomRole>> find(Mutiny.StatelessSession session, String id) {
        return one(session, FIND, id);
    }

    /** The role, which nobody deletes or changes before this transaction ends. */
    static Uni<Optional<CustomRole>> hold(Mutiny.StatelessSession session, String id) {
        return one(session, FIND + " for share", id);
    }

    /** The role, which nobody assigns, deletes or changes before this transaction ends. */
    static Uni<Optional<CustomRole>> lock(Mutiny.StatelessSession session, String id) {
        return one(session, FIND + " for update", id);
    }

    private static Uni<Optional<CustomRole>> one(Mutiny.StatelessSession session, String query, String id) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter(1, id.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(row -> role(row, 0)));
    }

    /**
     * Roles that can be assigned at a scope, by name.
     *
     * @param below whether also those that can be assigned inside of it
     * @param tenants whose roles, in lower case; null for everybody's
     * @param title of the one that is meant, in any casing; null for every one
     */
    static Uni<List<CustomRole>> list(
            Mutiny.StatelessSession session,
            Surroundings scope,
            boolean below,
            @Nullable List<String> tenants,
            @Nullable String title) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, scope.keys().toArray(String[]::new))
                .setParameter(2, below ? scope.inside().toArray(String[]::new) : new String[0])
                .setParameter(3, tenants == null ? null : tenants.toArray(String[]::new))
                .setParameter(4, title == null ? null : nameKey(title))
                .getResultList()
                .map(rows -> rows.stream().map(row -> role(row, 0)).toList());
    }

    /** @param id of the role that is not counted */
    static Uni<Others> others(Mutiny.StatelessSession session, String id, String tenant, String title) {
        return session.createNativeQuery(OTHERS, Object[].class)
                .setParameter(1, tenant)
                .setParameter(2, nameKey(title))
                .setParameter(3, id)
                .getSingleResult()
                .map(row -> new Others(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    /** Makes a role, or changes one of the same tenant; empty where it is another tenant's. */
    static Uni<Optional<CustomRole>> put(
            Mutiny.StatelessSession session, String id, String tenant, WantedRole wanted, Principal by) {
        return session.createNativeQuery(PUT)
                .setParameter(1, id)
                .setParameter(2, tenant)
                .setParameter(3, wanted.title())
                .setParameter(4, nameKey(wanted.title()))
                .setParameter(5, wanted.description())
                .setParameter(6, RoleJson.permissions(wanted.permissions()).toString())
                .setParameter(7, RoleJson.texts(wanted.assignableScopes()).toString())
                .setParameter(8, wanted.scopeKeys().toArray(String[]::new))
                .setParameter(9, by.id())
                .executeUpdate()
                .chain(rows -> rows == 0 ? Uni.createFrom().item(Optional.empty()) : find(session, id));
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, String id) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The role of a row that has {@link #COLUMNS} from a place on. */
    static CustomRole role(Object[] row, int from) {
        return new CustomRole(
                (String) row[from],
                (String) row[from + 1],
                (String) row[from + 2],
                (String) row[from + 3],
                RoleJson.permissions((String) row[from + 4]),
                RoleJson.texts((String) row[from + 5]),
                instant(row[from + 6]),
                (String) row[from + 7],
                instant(row[from + 8]),
                (String) row[from + 9]);
    }

    private static Instant instant(Object micros) {
        return Instant.EPOCH.plus(((Number) micros).longValue(), ChronoUnit.MICROS);
    }

    private static String nameKey(String title) {
        return title.toLowerCase(Locale.ROOT);
    }
}
