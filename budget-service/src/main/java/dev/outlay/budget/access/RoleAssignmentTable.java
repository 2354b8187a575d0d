package dev.outlay.budget.access;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code role_assignment}. */
final class RoleAssignmentTable {

    private static final int MOST_LISTED = 5_000;

    private static final String PUT = """
            insert into role_assignment (name, scope_arm_id, scope_key, principal_id, role, version, created_at, created_by)
            values (?1, ?2, ?3, ?4, ?5, 1, now(), ?6)
            on conflict (name) do update set role = excluded.role, version = role_assignment.version + 1
                where role_assignment.scope_key = excluded.scope_key and role_assignment.principal_id = excluded.principal_id
            returning version
            """;

    private static final String DELETE = "delete from role_assignment where name = ?1";

    private static final String READ =
            "select a.name, a.scope_arm_id, a.principal_id, a.role, " + CustomRoleTable.COLUMNS + """
             from role_assignment a left join custom_role r on r.id = a.custom_role
            where a.scope_key = ?1 and (cast(?2 as text) is null or a.name = cast(?2 as text))
            order by a.name limit ?3
            """;

    private static final String IS_ASSIGNED = "select exists (select 1 from role_assignment where custom_role = ?1)";

    private static final String IS_ASSIGNED_OUTSIDE = """
            select exists (
                select 1 from role_assignment a
                left join management_group_subscription m on m.subscription = split_part(a.scope_key, '/', 3)
                where a.custom_role = ?1
                  and not coalesce(a.scope_key = any(cast(?2 as text[]))
                                   or substring(a.scope_key from '^/subscriptions/[^/]+') = any(cast(?2 as text[]))
                                   or m.group_key = any(cast(?2 as text[])), false))
            """;

    private RoleAssignmentTable() {}

    /** @return its version: 1 when it is new. Fails with a refusal where the name is of another scope or principal. */
    static Uni<Long> put(Mutiny.StatelessSession session, Principal by, Scope scope, RoleAssignment assignment) {
        return session.createNativeQuery(PUT, Long.class)
                .setParameter(1, assignment.name())
                .setParameter(2, assignment.scopeArmId())
                .setParameter(3, GroundsTable.key(scope))
                .setParameter(4, assignment.principalId())
                .setParameter(5, assignment.role().key())
                .setParameter(6, by.id())
                .getResultList()
                .map(versions -> versions.stream().findFirst().orElseThrow(() -> new Refusal(
                                409,
                                "RoleAssignmentUpdateNotPermitted",
                                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated. Choose"
                                        + " another name, or delete the role assignment first.")
                        .exception()));
    }

    /** The assignments made at a scope, by name. */
    static Uni<List<RoleAssignment>> list(Mutiny.StatelessSession session, Scope scope) {
        return read(session, scope, null);
    }

    static Uni<Optional<RoleAssignment>> find(Mutiny.StatelessSession session, Scope scope, String name) {
        return read(session, scope, name.toLowerCase(Locale.ROOT))
                .map(found -> found.stream().findFirst());
    }

    private static Uni<List<RoleAssignment>> read(Mutiny.StatelessSession session, Scope scope, @Nullable String name) {
        return session.createNativeQuery(READ, Object[].class)
                .setParameter(1, GroundsTable.key(scope))
                .setParameter(2, name)
                .setParameter(3, MOST_LISTED)
                .getResultList()
                .map(rows -> rows.stream().map(RoleAssignmentTable::assignment).toList());
    }

    private static RoleAssignment assignment(Object[] row) {
        String key = (String) row[3];
        RoleDefinition role = row[4] == null
                ? Role.named(key).orElseThrow(() -> new IllegalStateException("no role is called " + key))
                : CustomRoleTable.role(row, 4);
        return new RoleAssignment((String) row[0], (String) row[1], (String) row[2], role);
    }

    /** Whether somebody has a role. */
    static Uni<Boolean> isAssigned(Mutiny.StatelessSession session, String customRole) {
        return session.createNativeQuery(IS_ASSIGNED, Boolean.class)
                .setParameter(1, customRole)
                .getSingleResult();
    }

    /** Whether somebody has a role where it could not be assigned any more. */
    static Uni<Boolean> isAssignedOutside(
            Mutiny.StatelessSession session, String customRole, List<String> assignableScopeKeys) {
        return session.createNativeQuery(IS_ASSIGNED_OUTSIDE, Boolean.class)
                .setParameter(1, customRole)
                .setParameter(2, assignableScopeKeys.toArray(String[]::new))
                .getSingleResult();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, String name) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, name.toLowerCase(Locale.ROOT))
                .executeUpdate()
                .replaceWithVoid();
    }
}
