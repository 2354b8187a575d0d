package dev.outlay.budget.access;

import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.outbox.RoleEvents;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes, shows, changes and deletes roles, for those who manage every scope at which they can be assigned. What a role allows acts from the commit on, for
 * everybody who has it.
 */
@ApplicationScoped
public class CustomRoles {

    /** Azure's bound for a tenant. */
    private static final int MOST = 5_000;

    /** Changes of roles wait for each other: they are few, and a name is looked for among all of a tenant. */
    private static final String CHANGES = "custom roles";

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Outbox outbox;
    private final Audit audit;

    CustomRoles(Mutiny.SessionFactory sessions, Access access, Outbox outbox, Audit audit) {
        this.sessions = sessions;
        this.access = access;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * The roles that can be assigned at a scope, by name, as far as whoever asks may see them.
     *
     * @param below whether also those that can be assigned inside of it
     */
    public Uni<List<CustomRole>> list(Principal by, Scope scope, boolean below) {
        return sessions.withStatelessSession(session -> access.decision(session, by, Need.READ_ROLES, scope)
                .chain(decision -> decision instanceof Decision.Allowed
                        ? CustomRoleTable.around(session, scope)
                                .chain(around -> CustomRoleTable.list(session, around, below, MOST)
                                        .map(found -> found.stream()
                                                .filter(role -> isVisible(by, role))
                                                .map(role -> shown(by, role, around))
                                                .toList()))
                        : Uni.createFrom().item(List.of())));
    }

    /** A role that can be assigned at a scope or below; empty where there is none, or none that whoever asks may see. */
    public Uni<Optional<CustomRole>> find(Principal by, Scope scope, String id) {
        return sessions.withStatelessSession(session -> access.decision(session, by, Need.READ_ROLES, scope)
                .chain(decision -> decision instanceof Decision.Allowed
                        ? CustomRoleTable.around(session, scope).chain(around -> CustomRoleTable.find(session, id)
                                .map(found -> found.filter(role -> isVisible(by, role) && role.concerns(around))
                                        .map(role -> shown(by, role, around))))
                        : Uni.createFrom().item(Optional.empty())));
    }

    /** A customer's people see the roles of their own tenant and those that the partner has made for them. */
    boolean isVisible(Principal by, CustomRole role) {
        return access.isPartners(by) || role.tenant().equalsIgnoreCase(by.tenant()) || access.isPartners(role.tenant());
    }

    /** The partner's roles may name other customers' subscriptions. */
    private CustomRole shown(Principal by, CustomRole role, Surroundings around) {
        return access.isPartners(by) || role.tenant().equalsIgnoreCase(by.tenant()) ? role : role.shownAt(around);
    }

    /**
     * Makes a role, or changes one.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<CustomRole> put(ChangedBy by, ScopedPath path, String name, Supplier<WantedRole> wanted) {
        String id = name.toLowerCase(Locale.ROOT);
        return sessions.withStatelessTransaction(
                session -> access.roles(session, by.principal(), Need.WRITE_ROLES, path.scope())
                        .chain(() -> keep(session, by, path, id, wanted.get())));
    }

    private Uni<CustomRole> keep(
            Mutiny.StatelessSession session, ChangedBy by, ScopedPath path, String id, WantedRole wanted) {
        requireCustom(id);
        RoleRules.refusal(id, wanted).ifPresent(CustomRoles::refuse);
        return audit.waitFor(session, CHANGES)
                .chain(() -> CustomRoleTable.lock(session, id))
                .call(former -> admit(session, by.principal(), path.scope(), former.orElse(null), wanted))
                .call(former -> judge(session, by.principal(), id, former.orElse(null), wanted))
                .chain(former -> CustomRoleTable.put(
                                session,
                                id,
                                former.map(CustomRole::tenant).orElseGet(() -> tenant(by.principal())),
                                wanted,
                                by.principal())
                        .call(role ->
                                tell(session, RoleEvents.role(id, role.title(), RoleJson.told(role.permissions()))))
                        .call(role -> audited(session, by, path, former.orElse(null), role)));
    }

    private static void requireCustom(String id) {
        if (Role.named(id).isPresent()) {
            refuse(Refusal.badRequest("A built-in role can be neither changed nor deleted."));
        }
    }

    /** Whoever makes or changes a role manages each scope at which it could or can be assigned, and asks at one of them, or around or below. */
    private Uni<Void> admit(
            Mutiny.StatelessSession session,
            Principal by,
            Scope asked,
            @Nullable CustomRole former,
            WantedRole wanted) {
        if (former != null && !isVisible(by, former)) {
            refuse(new Refusal(
                    409, "RoleDefinitionExists", "The id is that of another role definition. Choose another."));
        }
        Set<Scope> scopes = new LinkedHashSet<>(wanted.scopes());
        scopes.addAll(former == null ? List.of() : scopes(former));
        return requireLinked(session, by, Need.WRITE_ROLES, asked, scopes)
                .chain(() -> CustomRoleTable.around(session, asked))
                .invoke(around -> {
                    if (wanted.scopeKeys().stream().noneMatch(around::isRelated)) {
                        refuse(new Refusal(
                                400,
                                "BadRequestFormat",
                                "'properties.assignableScopes' must have the scope of the request, or one around or inside of"
                                        + " it."));
                    }
                })
                .replaceWithVoid();
    }

    private static List<Scope> scopes(CustomRole role) {
        return role.assignableScopes().stream()
                .map(ScopedPath::ofId)
                .flatMap(Optional::stream)
                .toList();
    }

    private Uni<Void> requireLinked(
            Mutiny.StatelessSession session, Principal by, Need need, Scope asked, Set<Scope> scopes) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Scope scope : scopes) {
            all = all.chain(() -> access.decision(session, by, need, scope))
                    .invoke(decision -> {
                        if (decision instanceof Decision.Denied) {
                            refuse(notLinked(need, asked));
                        }
                    })
                    .replaceWithVoid();
        }
        return all;
    }

    /** Does not say which scope it is: it may be another's, and of a role that is there already. */
    private static Refusal notLinked(Need need, Scope asked) {
        return new Refusal(
                403,
                "LinkedAuthorizationFailed",
                "The client has permission to perform action '" + need.actions().getFirst() + "' on scope '"
                        + asked.armId()
                        + "'; however, it does not have permission to perform it on each of the role's assignable scopes.");
    }

    /** Under the lock of all changes of roles. */
    private Uni<Void> judge(
            Mutiny.StatelessSession session, Principal by, String id, @Nullable CustomRole former, WantedRole wanted) {
        String tenant = former == null ? tenant(by) : former.tenant();
        return CustomRoleTable.others(session, id, tenant, wanted.title())
                .invoke(others -> {
                    if (others.namesakes() > 0 || Role.named(wanted.title()).isPresent()) {
                        refuse(new Refusal(
                                409,
                                "RoleDefinitionWithSameNameExists",
                                "A role definition cannot be made or updated with a name that already exists."));
                    }
                    if (others.all() >= MOST) {
                        refuse(new Refusal(
                                400,
                                "RoleDefinitionLimitExceeded",
                                "Role definition limit exceeded. No more role definitions can be created (" + MOST
                                        + ")."));
                    }
                })
                .chain(() -> RoleAssignmentTable.isAssignedOutside(session, id, wanted.scopeKeys()))
                .invoke(CustomRoles::requireUnassigned)
                .replaceWithVoid();
    }

    private static void requireUnassigned(boolean assigned) {
        if (assigned) {
            refuse(new Refusal(
                    400,
                    "RoleDefinitionHasAssignments",
                    "There are existing role assignments referencing role. Delete them first, or leave the role assignable"
                            + " where they are."));
        }
    }

    /**
     * The role that is to be assigned at a scope, which stays as it is until the transaction ends. Fails with a refusal where there is none that whoever assigns
     * it may see, or where it cannot be assigned there.
     */
    Uni<RoleDefinition> assignable(
            Mutiny.StatelessSession session, Principal by, Scope scope, WantedAssignment wanted) {
        return Role.named(wanted.role())
                .map(builtIn -> Uni.createFrom().<RoleDefinition>item(builtIn))
                .orElseGet(() -> CustomRoleTable.around(session, scope)
                        .chain(around -> CustomRoleTable.hold(session, wanted.roleId())
                                .map(found -> assignable(found.filter(role -> isVisible(by, role)), around, wanted))));
    }

    private static RoleDefinition assignable(Optional<CustomRole> found, Surroundings around, WantedAssignment wanted) {
        CustomRole role = found.orElseThrow(() -> new Refusal(
                        400,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '" + wanted.roleId() + "' does not exist.")
                .exception());
        if (!role.isAssignableAt(around)) {
            refuse(new Refusal(
                    400,
                    "RoleAssignmentScopeNotAssignableToRoleDefinition",
                    "The assignment scope '" + wanted.scopeArmId() + "' is not assignable to role definition '"
                            + role.id() + "'."));
        }
        return role;
    }

    /** Deletes a role that nobody has. Empty when there was none at the scope. */
    public Uni<Optional<CustomRole>> delete(ChangedBy by, ScopedPath path, String name) {
        String id = name.toLowerCase(Locale.ROOT);
        return sessions.withStatelessTransaction(session -> access.roles(
                        session, by.principal(), Need.DELETE_ROLES, path.scope())
                .invoke(() -> requireCustom(id))
                .chain(() -> audit.waitFor(session, CHANGES))
                .chain(() -> CustomRoleTable.around(session, path.scope()))
                .chain(around -> CustomRoleTable.lock(session, id)
                        .map(found -> found.filter(role -> isVisible(by.principal(), role) && role.concerns(around)))
                        .call(found ->
                                found.isEmpty() ? Uni.createFrom().voidItem() : remove(session, by, path, found.get()))
                        .map(found -> found.map(role -> shown(by.principal(), role, around)))));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, ChangedBy by, ScopedPath path, CustomRole role) {
        return requireLinked(
                        session, by.principal(), Need.DELETE_ROLES, path.scope(), new LinkedHashSet<>(scopes(role)))
                .chain(() -> RoleAssignmentTable.isAssigned(session, role.id()))
                .invoke(CustomRoles::requireUnassigned)
                .chain(() -> CustomRoleTable.delete(session, role.id()))
                .chain(() -> tell(session, RoleEvents.noRole(role.id())))
                .chain(() -> audited(session, by, path, role, null));
    }

    private Uni<Void> tell(Mutiny.StatelessSession session, OutboxMessage message) {
        return outbox.append(session, List.of(message));
    }

    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            ScopedPath path,
            @Nullable CustomRole before,
            @Nullable CustomRole after) {
        CustomRole either = after == null ? Objects.requireNonNull(before) : after;
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.ROLE_DEFINITION, path.armId(), either.id()),
                before == null ? null : AuditedRoles.json(before),
                after == null ? null : AuditedRoles.json(after));
    }

    private static String tenant(Principal principal) {
        return principal.tenant().toLowerCase(Locale.ROOT);
    }

    private static void refuse(Refusal refusal) {
        throw refusal.exception();
    }
}
