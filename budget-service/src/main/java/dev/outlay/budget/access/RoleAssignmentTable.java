package dev.outlay.budget.access;

import static dev.outlay.budget.listing.ListedFields.FULFILLED;

import dev.outlay.budget.database.SqlState;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.listing.ListTable;
import dev.outlay.budget.listing.ListedFields;
import dev.outlay.budget.listing.ListedFields.Field;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code role_assignment}. */
final class RoleAssignmentTable {

    static final ListedFields FIELDS = new ListedFields(
            "role assignments",
            List.of(new Field("name", "a.name"), new Field("principalId", "a.principal_id")),
            List.of("name", "principalId"),
            List.of(new Field(
                    "atScope",
                    "case when a.scope_key = any(cast(?1 as text[])) then '" + FULFILLED + "' else '' end")));

    private static final String COLUMNS =
            "a.name, a.scope_arm_id, a.principal_id, a.role, a.role_definition_id, a.principal_type, a.description, "
                    + "cast(extract(epoch from a.created_at) * 1000000 as bigint), a.created_by, "
                    + "cast(extract(epoch from coalesce(a.updated_at, a.created_at)) * 1000000 as bigint), "
                    + "coalesce(a.updated_by, a.created_by), "
                    + CustomRoleTable.COLUMNS;

    /** Where {@link CustomRoleTable#COLUMNS} begin. */
    private static final int CUSTOM_ROLE = 11;

    private static final String WITH_ROLES = "from role_assignment a left join custom_role r on r.id = a.custom_role";

    /**
     * A condition on an assignment a: ?3 is the tenant of a customer's people, and empty for the partner's. They are told of what was assigned while the subscription was their own customer's, and of what nobody knows that of
     * where it never was another's: names of resource groups and people may be the former one's (DESIGN.md section 6, point 10). The collation is that of the index over scopes.
     */
    private static final String IS_SHOWN = """
            (cast(?3 as text) = '' or a.customer = cast(?3 as text)
             or (a.customer is null
                 and not exists (select from scope p
                                 where p.kind = 4 and lower(p.subscription) = split_part(a.scope_key, '/', 3) collate "default"
                                   and lower(p.customer) <> cast(?3 as text))))
            """;

    /** ?1 are the scope and those around it, ?2 the subscriptions that are inside of it, or it itself. */
    private static final String AROUND = WITH_ROLES + """

            where (a.scope_key = any(cast(?1 as text[]))
                   or substring(a.scope_key from '^/subscriptions/[^/]+') = any(cast(?2 as text[])))
              and\s""" + IS_SHOWN;

    private static final ListTable<RoleAssignment> LIST =
            new ListTable<>(COLUMNS, AROUND, "a.name", FIELDS, RoleAssignmentTable::assignment);

    private static final String FIND =
            "select " + COLUMNS + " " + WITH_ROLES + " where a.scope_key = ?1 and a.name = ?2 and " + IS_SHOWN;

    private static final String PUT = """
            insert into role_assignment (name, scope_arm_id, scope_key, principal_id, role, role_definition_id, principal_type, description,
                version, created_at, created_by, customer)
            values (?1, ?2, ?3, ?4, ?5, cast(?7 as text), cast(?8 as text), cast(?9 as text), 1, now(), ?6,
                (select lower(p.customer) from subscription_owner o join scope p on p.id = o.scope_id where o.subscription = split_part(?3, '/', 3)))
            on conflict (name) do update set role = excluded.role, role_definition_id = excluded.role_definition_id,
                principal_type = excluded.principal_type, description = excluded.description, version = role_assignment.version + 1,
                customer = excluded.customer, updated_at = excluded.created_at, updated_by = excluded.created_by
                where role_assignment.scope_key = excluded.scope_key and role_assignment.principal_id = excluded.principal_id
            returning version
            """;

    private static final String DELETE = "delete from role_assignment where name = ?1";

    private static final String COUNT = "select count(*) from role_assignment where scope_key = ?1";

    /** Those at the subscription and inside of it, by the index over what this computes. */
    private static final String COUNT_AROUND =
            "select count(*) from role_assignment where substring(scope_key from '^/subscriptions/[^/]+') = ?1";

    private static final String IS_ASSIGNED = "select exists (select 1 from role_assignment where custom_role = ?1)";

    private static final String IS_ASSIGNED_OUTSIDE = """
            select exists (
                select 1 from role_assignment a
                left join management_group_subscription m on m.subscription = split_part(a.scope_key, '/', 3)
                cross join lateral (values (substring(a.scope_key from '^/subscriptions/[^/]+'))) s (subscription_key)
                where a.custom_role = ?1
                  and coalesce(a.scope_key = any(cast(?2 as text[])) or s.subscription_key = any(cast(?2 as text[]))
                               or m.group_key = any(cast(?2 as text[])), false)
                  and not coalesce(a.scope_key = any(cast(?3 as text[])) or s.subscription_key = any(cast(?3 as text[]))
                                   or m.group_key = any(cast(?3 as text[])), false))
            """;

    private RoleAssignmentTable() {}

    /** PostgreSQL's for what a unique index does not take: the one of names never, since a name that is there is changed. */
    private static final String NOT_UNIQUE = "23505";

    /**
     * Makes an assignment, or changes it.
     *
     * @return its version: 1 when it is new. Fails with a refusal where the name is of another scope or principal, and where the principal has the role there by another name already.
     */
    static Uni<Long> put(Mutiny.StatelessSession session, Principal by, Scope scope, RoleAssignment assignment) {
        return session.createNativeQuery(PUT, Long.class)
                .setParameter(1, assignment.name())
                .setParameter(2, assignment.scopeArmId())
                .setParameter(3, GroundsTable.key(scope))
                .setParameter(4, assignment.principalId())
                .setParameter(5, assignment.role().key())
                .setParameter(6, by.id())
                .setParameter(7, assignment.said().definitionId())
                .setParameter(8, assignment.said().principalType())
                .setParameter(9, assignment.said().description())
                .getResultList()
                .onFailure(failure -> NOT_UNIQUE.equals(SqlState.of(failure)))
                .transform(there -> exists().exception())
                .map(versions -> versions.stream().findFirst().orElseThrow(() -> isTaken()
                        .exception()));
    }

    /** What is said of a name that is another assignment's. */
    static Refusal isTaken() {
        return new Refusal(
                409,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated. Choose"
                        + " another name, or delete the role assignment first.");
    }

    private static Refusal exists() {
        return new Refusal(409, "RoleAssignmentExists", "The role assignment already exists.");
    }

    /**
     * The assignments made at a scope, around and inside of it, by name.
     *
     * @param customer the tenant of a customer's people who ask; empty for the partner's
     */
    static Uni<ListPart<RoleAssignment>> list(
            Mutiny.StatelessSession session, Surroundings around, String customer, ListQuestion question) {
        return LIST.part(
                session,
                question,
                around.keys().toArray(String[]::new),
                around.inside().toArray(String[]::new),
                customer.toLowerCase(Locale.ROOT));
    }

    /**
     * One that was made at the scope.
     *
     * @param customer as of {@link #list}
     */
    static Uni<Optional<RoleAssignment>> find(
            Mutiny.StatelessSession session, Scope scope, String name, String customer) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, GroundsTable.key(scope))
                .setParameter(2, name.toLowerCase(Locale.ROOT))
                .setParameter(3, customer.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RoleAssignmentTable::assignment));
    }

    /** How many there are at a management group, or in the whole of the subscription that a scope is or lies in. */
    static Uni<Long> count(Mutiny.StatelessSession session, Scope scope) {
        return session.createNativeQuery(scope instanceof Scope.ManagementGroup ? COUNT : COUNT_AROUND, Long.class)
                .setParameter(1, around(scope))
                .getSingleResult();
    }

    /** What assignments are counted at: a management group, or the subscription that a scope is or lies in. */
    static String around(Scope scope) {
        return scope instanceof Scope.ResourceGroup group
                ? GroundsTable.key(new Scope.Subscription(group.subscription()))
                : GroundsTable.key(scope);
    }

    private static RoleAssignment assignment(Object[] row) {
        String key = (String) row[3];
        RoleDefinition role = row[CUSTOM_ROLE] == null
                ? Role.named(key).orElseThrow(() -> new IllegalStateException("no role is called " + key))
                : CustomRoleTable.role(row, CUSTOM_ROLE);
        return new RoleAssignment(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                role,
                new RoleAssignment.Said((String) row[4], (String) row[5], (String) row[6]),
                new RoleAssignment.Stamp(
                        instant((Long) row[7]), (String) row[8], instant((Long) row[9]), (String) row[10]));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Whether somebody has a role. */
    static Uni<Boolean> isAssigned(Mutiny.StatelessSession session, String customRole) {
        return session.createNativeQuery(IS_ASSIGNED, Boolean.class)
                .setParameter(1, customRole)
                .getSingleResult();
    }

    /** Whether somebody has a role where it can be assigned now and could not any more. */
    static Uni<Boolean> isAssignedOutside(
            Mutiny.StatelessSession session, String customRole, List<String> former, List<String> wanted) {
        return session.createNativeQuery(IS_ASSIGNED_OUTSIDE, Boolean.class)
                .setParameter(1, customRole)
                .setParameter(2, former.toArray(String[]::new))
                .setParameter(3, wanted.toArray(String[]::new))
                .getSingleResult();
    }

    static Uni<Void> delete(Mutiny.StatelessSession session, String name) {
        return session.createNativeQuery(DELETE)
                .setParameter(1, name.toLowerCase(Locale.ROOT))
                .executeUpdate()
                .replaceWithVoid();
    }
}
