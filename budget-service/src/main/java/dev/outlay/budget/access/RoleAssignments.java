package dev.outlay.budget.access;

import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes, shows and deletes role assignments, for partner admins and for the Owners of a scope. */
@ApplicationScoped
public class RoleAssignments {

    /**
     * What a PUT did.
     *
     * @param created false when the role of an assignment was changed
     */
    public record Kept(RoleAssignment assignment, boolean created) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Outbox outbox;

    RoleAssignments(Mutiny.SessionFactory sessions, Access access, Outbox outbox) {
        this.sessions = sessions;
        this.access = access;
        this.outbox = outbox;
    }

    /**
     * Makes an assignment, or changes the role of one. A name belongs to one scope and one principal.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<Kept> put(Principal by, Scope scope, Supplier<RoleAssignment> wanted) {
        return sessions.withStatelessTransaction(
                session -> access.assignments(session, by, scope).chain(() -> keep(session, by, scope, wanted.get())));
    }

    private Uni<Kept> keep(Mutiny.StatelessSession session, Principal by, Scope scope, RoleAssignment assignment) {
        return RoleAssignmentTable.put(session, by, scope, assignment)
                .call(() -> outbox.append(session, List.of(told(assignment))))
                .map(version -> new Kept(assignment, version == 1));
    }

    private static OutboxMessage told(RoleAssignment assignment) {
        return AccessEvents.assignment(
                assignment.name(),
                assignment.scopeArmId(),
                assignment.principalId(),
                assignment.role().label());
    }

    /** The assignments made at a scope, by name; those that it inherits are found where they were made. */
    public Uni<List<RoleAssignment>> list(Principal by, Scope scope) {
        return sessions.withStatelessSession(session ->
                access.assignments(session, by, scope).chain(() -> RoleAssignmentTable.list(session, scope)));
    }

    /** One assignment, where it was made. */
    public Uni<Optional<RoleAssignment>> find(Principal by, Scope scope, String name) {
        return sessions.withStatelessSession(session ->
                access.assignments(session, by, scope).chain(() -> RoleAssignmentTable.find(session, scope, name)));
    }

    /** Deletes an assignment; it acts from the commit on. Empty when there was none. */
    public Uni<Optional<RoleAssignment>> delete(Principal by, Scope scope, String name) {
        return sessions.withStatelessTransaction(session -> access.assignments(session, by, scope)
                .chain(() -> RoleAssignmentTable.find(session, scope, name))
                .call(assignment -> assignment.isEmpty() ? Uni.createFrom().voidItem() : remove(session, name)));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, String name) {
        return RoleAssignmentTable.delete(session, name)
                .chain(() -> outbox.append(session, List.of(AccessEvents.noAssignment(name.toLowerCase(Locale.ROOT)))));
    }

    /** An assignment at a scope as its creator wrote it. */
    public static RoleAssignment of(ScopedPath path, String name, String principalId, Role role) {
        return new RoleAssignment(
                name.toLowerCase(Locale.ROOT), path.armId(), principalId.toLowerCase(Locale.ROOT), role);
    }
}
