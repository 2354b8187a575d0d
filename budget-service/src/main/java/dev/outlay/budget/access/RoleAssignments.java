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
import java.util.function.Function;
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
        return waitFor(session, scope)
                .chain(() -> RoleAssignmentTable.put(session, by, scope, assignment))
                .call(() -> tell(
                        session,
                        scope,
                        () -> told(assignment),
                        subscription -> AccessEvents.inherited(
                                assignment.name(),
                                subscription,
                                assignment.principalId(),
                                assignment.role().label())))
                .map(version -> new Kept(assignment, version == 1));
    }

    /** A change at a management group and one of its subscriptions must know of each other. */
    private static Uni<Void> waitFor(Mutiny.StatelessSession session, Scope scope) {
        return scope instanceof Scope.ManagementGroup
                ? ManagementGroupTable.lock(session)
                : Uni.createFrom().voidItem();
    }

    /** Tells of an assignment where it acts: at the scope itself, or at each subscription of a management group. */
    private Uni<Void> tell(
            Mutiny.StatelessSession session,
            Scope scope,
            Supplier<OutboxMessage> itself,
            Function<String, OutboxMessage> inherited) {
        return scope instanceof Scope.ManagementGroup group
                ? ManagementGroupTable.members(session, GroundsTable.key(group))
                        .chain(members -> outbox.append(
                                session, members.stream().map(inherited).toList()))
                : outbox.append(session, List.of(itself.get()));
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
                .chain(() -> waitFor(session, scope))
                .chain(() -> RoleAssignmentTable.find(session, scope, name))
                .call(assignment -> assignment.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : remove(session, scope, name.toLowerCase(Locale.ROOT))));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, Scope scope, String name) {
        return RoleAssignmentTable.delete(session, name)
                .chain(() -> tell(
                        session,
                        scope,
                        () -> AccessEvents.noAssignment(name),
                        subscription -> AccessEvents.noInherited(name, subscription)));
    }

    /** An assignment at a scope as its creator wrote it. */
    public static RoleAssignment of(ScopedPath path, String name, String principalId, Role role) {
        return new RoleAssignment(
                name.toLowerCase(Locale.ROOT), path.armId(), principalId.toLowerCase(Locale.ROOT), role);
    }
}
