package dev.outlay.budget.access;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code directory_principal}. */
final class DirectoryTable {

    /** The first to write a principal makes it; {@code xmax} tells, which is 0 in a row that was inserted. */
    private static final String PUT = """
            insert into directory_principal (id, tenant, kind, display_name, mail, changed_at, changed_by)
            values (?1, ?2, ?3, cast(?4 as text), cast(?5 as text), clock_timestamp(), ?6)
            on conflict (id) do update set tenant = excluded.tenant, kind = excluded.kind, display_name = excluded.display_name,
                mail = excluded.mail, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            returning cast(xmax as text) = '0'
            """;

    private static final String DELETE = "delete from directory_principal where id = ?1";

    private static final String COLUMNS = "select id, tenant, kind, display_name, mail from directory_principal where ";

    private DirectoryTable() {}

    /** @return whether it is new */
    static Uni<Boolean> put(Mutiny.StatelessSession session, Principal by, DirectoryPrincipal principal) {
        return session.createNativeQuery(PUT, Boolean.class)
                .setParameter(1, principal.id())
                .setParameter(2, principal.tenant())
                .setParameter(3, principal.kind().code())
                .setParameter(4, principal.displayName())
                .setParameter(5, principal.mail())
                .setParameter(6, by.id())
                .getSingleResult();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, String id) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }

    static Uni<Optional<DirectoryPrincipal>> find(Mutiny.StatelessSession session, String id) {
        return session.createNativeQuery(COLUMNS + "id = ?1", Object[].class)
                .setParameter(1, id.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(DirectoryTable::read));
    }

    /** A page, by id, of those after one; from the first where it is null. */
    static Uni<List<DirectoryPrincipal>> page(Mutiny.StatelessSession session, @Nullable String after, int most) {
        return session.createNativeQuery(COLUMNS + "id > ?1 order by id limit ?2", Object[].class)
                .setParameter(1, after == null ? "" : after)
                .setParameter(2, most)
                .getResultList()
                .map(rows -> rows.stream().map(DirectoryTable::read).toList());
    }

    private static DirectoryPrincipal read(Object[] row) {
        return new DirectoryPrincipal(
                (String) row[0],
                (String) row[1],
                DirectoryPrincipal.Kind.of(((Number) row[2]).intValue()),
                (String) row[3],
                (String) row[4]);
    }
}
