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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and deletes roles, for those who manage every scope at which they can be assigned. What a role allows acts from the commit on, for
 * everybody who has it.
 */
@ApplicationScoped
public class CustomRoles {

    /** Azure's bound for a tenant: the partner's. */
    private static final int MOST = 5_000;

    /** Of a customer's tenant: the alert-service keeps everybody's in memory. */
    private static final int MOST_OF_A_CUSTOMER = 100;

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final AccessRules rules;
    private final Outbox outbox;
    private final Audit audit;

    CustomRoles(Mutiny.SessionFactory sessions, Access access, Outbox outbox, Audit audit) {
        this.sessions = sessions;
        this.access = access;
        this.rules = access.rules();
        this.outbox = outbox;
        this.audit = audit;
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
        return requireLinked(session, by.principal(), Need.WRITE_ROLES, path.scope(), wanted.scopes())
                .chain(() -> ManagementGroupTable.around(session, path.scope()))
                .invoke(around -> requireNear(around, wanted))
                .chain(() -> CustomRoleTable.find(session, id))
                .map(found -> found.map(CustomRole::tenant).orElseGet(() -> tenant(by.principal())))
                .call(tenant -> audit.waitFor(session, changesOf(tenant)))
                .chain(tenant -> CustomRoleTable.lock(session, id)
                        .call(former -> judge(session, by.principal(), id, tenant, former.orElse(null), wanted))
                        .chain(former -> CustomRoleTable.put(session, id, tenant, wanted, by.principal())
                                .map(role -> role.orElseThrow(() -> taken().exception()))
                                .call(role -> tell(
                                        session, RoleEvents.role(id, role.title(), RoleJson.told(role.permissions()))))
                                .call(role -> audited(session, by, former.orElse(null), role))));
    }

    /** Changes of a tenant's roles wait for each other: they are few, and a name is looked for among all of them. */
    private static String changesOf(String tenant) {
        return "custom roles of " + tenant;
    }

    private static void requireCustom(String id) {
        if (Role.named(id).isPresent()) {
            refuse(Refusal.badRequest("A built-in role can be neither changed nor deleted."));
        }
    }

    private static void requireNear(Surroundings around, WantedRole wanted) {
        if (wanted.scopeKeys().stream().noneMatch(around::isRelated)) {
            refuse(
                    new Refusal(
                            400,
                            "BadRequestFormat",
                            "'properties.assignableScopes' must have the scope of the request, or one around or inside of it."));
        }
    }

    /** One answer for what is another customer's and for what is the partner's: it tells nothing of either. */
    private static Refusal taken() {
        return new Refusal(
                409,
                "RoleDefinitionExists",
                "The id is that of another role definition, which people of your tenant do not change. Choose another.");
    }

    /** Each scope at which the role could be assigned. At one that is taken from it nobody has it, so that nothing changes there. */
    private Uni<Void> requireLinked(
            Mutiny.StatelessSession session, Principal by, Need need, Scope asked, List<Scope> scopes) {
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

    /** Under the lock of changes of the tenant's roles. */
    private Uni<Void> judge(
            Mutiny.StatelessSession session,
            Principal by,
            String id,
            String tenant,
            @Nullable CustomRole former,
            WantedRole wanted) {
        if (former != null && !rules.mayChange(by, former)) {
            refuse(taken());
        }
        return CustomRoleTable.others(session, id, tenant, wanted.title())
                .invoke(others -> requireRoom(others, wanted.title(), rules.isPartners(tenant)))
                .chain(() -> RoleAssignmentTable.isAssignedOutside(
                        session, id, former == null ? List.of() : former.scopeKeys(), wanted.scopeKeys()))
                .invoke(CustomRoles::requireUnassigned)
                .replaceWithVoid();
    }

    private static void requireRoom(CustomRoleTable.Others others, String title, boolean ofPartner) {
        if (others.namesakes() > 0 || Role.named(title).isPresent()) {
            refuse(new Refusal(
                    409,
                    "RoleDefinitionWithSameNameExists",
                    "A role definition cannot be made or updated with a name that already exists."));
        }
        int most = ofPartner ? MOST : MOST_OF_A_CUSTOMER;
        if (others.all() >= most) {
            refuse(new Refusal(
                    400,
                    "RoleDefinitionLimitExceeded",
                    "Role definition limit exceeded. No more role definitions can be created (" + most + ")."));
        }
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
     * What is to be assigned at a scope. A role that somebody made stays as it is until the transaction ends. Fails with a refusal where there is none that whoever assigns it may see, or where it
     * cannot be assigned there.
     */
    Uni<RoleAssignment> assignable(
            Mutiny.StatelessSession session, Principal by, Scope scope, WantedAssignment wanted) {
        Optional<Role> builtIn = Role.named(wanted.role());
        return builtIn.isPresent()
                ? Uni.createFrom().item(wanted.of(builtIn.get(), wanted.said()))
                : ManagementGroupTable.around(session, scope)
                        .chain(around -> CustomRoleTable.hold(session, wanted.roleId())
                                .map(found -> found.filter(role -> rules.sees(by, role, around)))
                                .map(found -> wanted.of(assignable(found, around, wanted), wanted.saidAt(around))));
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
        return sessions.withStatelessTransaction(
                session -> access.roles(session, by.principal(), Need.DELETE_ROLES, path.scope())
                        .invoke(() -> requireCustom(id))
                        .chain(() -> ManagementGroupTable.around(session, path.scope()))
                        .chain(around -> CustomRoleTable.find(session, id)
                                .map(found -> found.filter(role -> rules.sees(by.principal(), role, around)))
                                .chain(found -> found.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : remove(session, by, path, found.get())
                                                .map(removed -> removed.map(
                                                        role -> rules.shown(by.principal(), role, around))))));
    }

    private Uni<Optional<CustomRole>> remove(
            Mutiny.StatelessSession session, ChangedBy by, ScopedPath path, CustomRole found) {
        if (!rules.mayChange(by.principal(), found)) {
            refuse(new Refusal(
                    403,
                    "AuthorizationFailed",
                    "The role definition is the partner's, whose people alone change and delete it."));
        }
        return requireLinked(session, by.principal(), Need.DELETE_ROLES, path.scope(), found.scopes())
                .chain(() -> audit.waitFor(session, changesOf(found.tenant())))
                .chain(() -> CustomRoleTable.lock(session, found.id()))
                .call(role -> role.isEmpty() ? Uni.createFrom().voidItem() : remove(session, by, role.get()));
    }

    private Uni<Void> remove(Mutiny.StatelessSession session, ChangedBy by, CustomRole role) {
        return RoleAssignmentTable.isAssigned(session, role.id())
                .invoke(CustomRoles::requireUnassigned)
                .chain(() -> CustomRoleTable.delete(session, role.id()))
                .chain(() -> tell(session, RoleEvents.noRole(role.id())))
                .chain(() -> audited(session, by, role, null));
    }

    private Uni<Void> tell(Mutiny.StatelessSession session, OutboxMessage message) {
        return outbox.append(session, List.of(message));
    }

    /** At each scope at which it could or can be assigned: there it changes what people may do. */
    private Uni<Void> audited(
            Mutiny.StatelessSession session, ChangedBy by, @Nullable CustomRole before, @Nullable CustomRole after) {
        CustomRole either = after == null ? Objects.requireNonNull(before) : after;
        Map<String, String> scopes = new LinkedHashMap<>();
        for (CustomRole role :
                Stream.of(before, after).flatMap(Stream::ofNullable).toList()) {
            role.assignableScopes().forEach(scope -> scopes.putIfAbsent(CustomRole.key(scope), scope));
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String scope : scopes.values()) {
            all = all.chain(() -> audit.add(
                    session,
                    by.author(),
                    Subject.of(AuditedKind.ROLE_DEFINITION, scope, either.id()),
                    before == null ? null : AuditedRoles.json(before),
                    after == null ? null : AuditedRoles.json(after)));
        }
        return all;
    }

    private static String tenant(Principal principal) {
        return principal.tenant().toLowerCase(Locale.ROOT);
    }

    private static void refuse(Refusal refusal) {
        throw refusal.exception();
    }
}
