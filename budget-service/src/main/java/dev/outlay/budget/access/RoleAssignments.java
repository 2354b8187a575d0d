package dev.outlay.budget.access;

import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, shows and deletes role assignments, for partner admins and for the Owners of a scope. */
@ApplicationScoped
public class RoleAssignments {

    private static final String PUT = """
            insert into role_assignment (name, scope_arm_id, scope_key, principal_id, role, version, created_at, created_by)
            values (?1, ?2, ?3, ?4, ?5, 1, now(), ?6)
            on conflict (name) do update set role = excluded.role, version = role_assignment.version + 1
                where role_assignment.scope_key = excluded.scope_key and role_assignment.principal_id = excluded.principal_id
            returning version
            """;

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Outbox outbox;

    RoleAssignments(Mutiny.SessionFactory sessions, Access access, Outbox outbox) {
        this.sessions = sessions;
        this.access = access;
        this.outbox = outbox;
    }

    /** Makes an assignment, or changes the role of one; true when it is new. A name belongs to one scope and one principal. */
    public Uni<Boolean> put(Principal by, Scope scope, RoleAssignment assignment) {
        return sessions.withStatelessTransaction(session -> access.assignments(session, by, scope)
                .chain(() -> insert(session, by, scope, assignment))
                .call(() -> outbox.append(session, List.of(told(assignment))))
                .map(version -> version == 1));
    }

    private static OutboxMessage told(RoleAssignment assignment) {
        return AccessEvents.assignment(
                assignment.name(),
                assignment.scopeArmId(),
                assignment.principalId(),
                assignment.role().label());
    }

    private Uni<Long> insert(Mutiny.StatelessSession session, Principal by, Scope scope, RoleAssignment assignment) {
        return session.createNativeQuery(PUT, Long.class)
                .setParameter(1, assignment.name())
                .setParameter(2, assignment.scopeArmId())
                .setParameter(3, GroundsTable.key(scope))
                .setParameter(4, assignment.principalId())
                .setParameter(5, assignment.role().label())
                .setParameter(6, by.id())
                .getResultList()
                .map(versions -> versions.stream().findFirst().orElseThrow(() -> new Refusal(
                                409,
                                "RoleAssignmentUpdateNotPermitted",
                                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated. Choose"
                                        + " another name, or delete the role assignment first.")
                        .exception()));
    }

    /** The assignments made at a scope, by name; those that it inherits are found where they were made. */
    public Uni<List<RoleAssignment>> list(Principal by, Scope scope) {
        return sessions.withStatelessSession(session -> access.assignments(session, by, scope)
                .chain(() -> session.createSelectionQuery(
                                "from RoleAssignmentRow where scopeKey = ?1 order by name", RoleAssignmentRow.class)
                        .setParameter(1, GroundsTable.key(scope))
                        .setMaxResults(5000)
                        .getResultList())
                .map(rows -> rows.stream().map(RoleAssignment::of).toList()));
    }

    /** One assignment, where it was made. */
    public Uni<Optional<RoleAssignment>> find(Principal by, Scope scope, String name) {
        return sessions.withStatelessSession(
                session -> access.assignments(session, by, scope).chain(() -> found(session, scope, name)));
    }

    /** Deletes an assignment; it acts from the commit on. Empty when there was none. */
    public Uni<Optional<RoleAssignment>> delete(Principal by, Scope scope, String name) {
        return sessions.withStatelessTransaction(session -> access.assignments(session, by, scope)
                .chain(() -> found(session, scope, name))
                .call(assignment -> assignment.isEmpty() ? Uni.createFrom().voidItem() : remove(session, name)));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, String name) {
        return session.createNativeQuery("delete from role_assignment where name = ?1")
                .setParameter(1, name.toLowerCase(Locale.ROOT))
                .executeUpdate()
                .chain(() -> outbox.append(session, List.of(AccessEvents.noAssignment(name.toLowerCase(Locale.ROOT)))));
    }

    private static Uni<Optional<RoleAssignment>> found(Mutiny.StatelessSession session, Scope scope, String name) {
        return session.createSelectionQuery(
                        "from RoleAssignmentRow where scopeKey = ?1 and name = ?2", RoleAssignmentRow.class)
                .setParameter(1, GroundsTable.key(scope))
                .setParameter(2, name.toLowerCase(Locale.ROOT))
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(RoleAssignment::of));
    }

    /** An assignment at a scope as its creator wrote it. */
    public static RoleAssignment of(ScopedPath path, String name, String principalId, Role role) {
        return new RoleAssignment(
                name.toLowerCase(Locale.ROOT), path.armId(), principalId.toLowerCase(Locale.ROOT), role);
    }
}
