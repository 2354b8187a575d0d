package dev.outlay.budget.access;

import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Makes and deletes role assignments, for partner admins and for the Owners of a scope, and shows them to its readers too. */
@ApplicationScoped
public class RoleAssignments {

    public static final FieldNames FIELDS = RoleAssignmentTable.FIELDS.names();

    /** As on Azure, of a subscription with its resource groups: the alert-service keeps everybody's in memory. */
    private static final int MOST = 4_000;

    /** As on Azure, of a management group. */
    private static final int MOST_OF_A_GROUP = 500;

    /**
     * What a PUT did.
     *
     * @param created false when the role of an assignment was changed
     */
    public record Kept(RoleAssignment assignment, boolean created) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final CustomRoles roles;
    private final AccessRules rules;
    private final Outbox outbox;
    private final Audit audit;

    RoleAssignments(Mutiny.SessionFactory sessions, Access access, CustomRoles roles, Outbox outbox, Audit audit) {
        this.sessions = sessions;
        this.access = access;
        this.roles = roles;
        this.rules = access.rules();
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Makes an assignment, or changes the role of one and what is said of it. A name belongs to one scope and one principal, and
     * a principal has a role at a scope by one name.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<Kept> put(ChangedBy by, Scope scope, Supplier<WantedAssignment> wanted) {
        return sessions.withStatelessTransaction(
                session -> access.roles(session, by.principal(), Need.ASSIGN_ROLES, scope)
                        .chain(() -> keep(session, by, scope, wanted.get())));
    }

    private Uni<Kept> keep(Mutiny.StatelessSession session, ChangedBy by, Scope scope, WantedAssignment wanted) {
        return audit.waitFor(session, thing(wanted.name()))
                .chain(() -> audit.waitFor(session, "role assignments of " + RoleAssignmentTable.around(scope)))
                .chain(() -> waitFor(session, scope))
                .chain(() -> roles.assignable(session, by.principal(), scope, wanted))
                .chain(assignment -> keep(session, by, scope, assignment));
    }

    private Uni<Kept> keep(Mutiny.StatelessSession session, ChangedBy by, Scope scope, RoleAssignment assignment) {
        return RoleAssignmentTable.find(session, scope, assignment.name(), "")
                .call(former -> former.isEmpty()
                        ? RoleAssignmentTable.count(session, scope).invoke(count -> requireRoom(scope, count))
                        : RoleAssignmentTable.find(session, scope, assignment.name(), customer(by.principal()))
                                .invoke(shown -> {
                                    if (shown.isEmpty()) {
                                        throw RoleAssignmentTable.isTaken().exception();
                                    }
                                }))
                .chain(former -> RoleAssignmentTable.put(session, by.principal(), scope, assignment)
                        .call(() -> tell(
                                session,
                                scope,
                                () -> told(assignment),
                                subscription -> AccessEvents.inherited(
                                        assignment.name(),
                                        subscription,
                                        assignment.principalId(),
                                        assignment.role().key())))
                        .call(() -> audited(session, by, former.orElse(null), assignment)))
                .chain(version -> RoleAssignmentTable.find(session, scope, assignment.name(), "")
                        .map(kept -> new Kept(kept.orElse(assignment), version == 1)));
    }

    /** The tenant of a customer's people, who are shown what is their own; empty for the partner's. */
    private String customer(Principal by) {
        return rules.isPartners(by.tenant()) ? "" : by.tenant();
    }

    /** Under the lock that whoever assigns something around the scope waits for. */
    private static void requireRoom(Scope scope, long count) {
        boolean ofGroup = scope instanceof Scope.ManagementGroup;
        int most = ofGroup ? MOST_OF_A_GROUP : MOST;
        if (count >= most) {
            throw new Refusal(
                            400,
                            "RoleAssignmentLimitExceeded",
                            "Role assignment limit exceeded. No more role assignments can be created (" + most
                                    + " for each " + (ofGroup ? "management group" : "subscription")
                                    + "). Delete some that are no longer needed, or assign roles to groups.")
                    .exception();
        }
    }

    private static String thing(String name) {
        return "role assignment " + name;
    }

    /** An assignment stays at its scope and with its principal: the one before and the one after have one name and one scope. */
    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            @Nullable RoleAssignment before,
            @Nullable RoleAssignment after) {
        RoleAssignment either = Objects.requireNonNullElseGet(after, () -> Objects.requireNonNull(before));
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.ROLE_ASSIGNMENT, either.scopeArmId(), either.name()),
                before == null ? null : AuditedRoles.json(before),
                after == null ? null : AuditedRoles.json(after));
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
                assignment.role().key());
    }

    /**
     * The assignments made at a scope, around it, which it inherits, and inside of it, by name. Those made at a management group are not for customers' people, wherever they ask: it may hold
     * subscriptions of several customers. Nor are those that were made while a subscription was another customer's.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<ListPart<RoleAssignment>> list(Principal by, Scope scope, Supplier<ListQuestion> wanted) {
        return sessions.withStatelessSession(session -> access.roles(session, by, Need.READ_ASSIGNMENTS, scope)
                .chain(() -> ManagementGroupTable.around(session, scope))
                .chain(around -> rules.isPartners(by.tenant())
                        ? RoleAssignmentTable.list(session, around, "", wanted.get())
                        : RoleAssignmentTable.list(session, around.withoutGroups(), by.tenant(), wanted.get()))
                .map(part -> part.map(assignment -> rules.shown(by, assignment))));
    }

    /** One assignment, where it was made; to customers' people as in the list. */
    public Uni<Optional<RoleAssignment>> find(Principal by, Scope scope, String name) {
        return sessions.withStatelessSession(session -> access.roles(session, by, Need.READ_ASSIGNMENTS, scope)
                .chain(() -> RoleAssignmentTable.find(session, scope, name, customer(by)))
                .map(found -> found.map(assignment -> rules.shown(by, assignment))));
    }

    /** Deletes an assignment; it acts from the commit on. Empty when there was none. */
    public Uni<Optional<RoleAssignment>> delete(ChangedBy by, Scope scope, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return sessions.withStatelessTransaction(session -> access.roles(
                        session, by.principal(), Need.REVOKE_ROLES, scope)
                .chain(() -> audit.waitFor(session, thing(lower)))
                .chain(() -> waitFor(session, scope))
                .chain(() -> RoleAssignmentTable.find(session, scope, name, customer(by.principal())))
                .call(assignment -> assignment.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : remove(session, scope, lower).chain(() -> audited(session, by, assignment.get(), null)))
                .map(found -> found.map(assignment -> rules.shown(by.principal(), assignment))));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, Scope scope, String name) {
        return RoleAssignmentTable.delete(session, name)
                .chain(() -> tell(
                        session,
                        scope,
                        () -> AccessEvents.noAssignment(name),
                        subscription -> AccessEvents.noInherited(name, subscription)));
    }
}
