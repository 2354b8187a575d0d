package dev.outlay.budget.access;

import dev.outlay.budget.access.RoleAssignment.Said;
import dev.outlay.budget.scope.ArmPath;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Roles that people have made, as far as whoever asks may see them: those of their own tenant and those that the partner has made, where they may read roles. What
 * they may not see is not there for them.
 */
@ApplicationScoped
public class VisibleRoles {

    private final Mutiny.SessionFactory sessions;
    private final Access access;

    VisibleRoles(Mutiny.SessionFactory sessions, Access access) {
        this.sessions = sessions;
        this.access = access;
    }

    /**
     * The roles that can be assigned at a scope, by name.
     *
     * @param below whether also those that can be assigned inside of it
     * @param title of the one that is meant, in any casing; null for every one
     */
    public Uni<List<CustomRole>> list(Principal by, Scope scope, boolean below, @Nullable String title) {
        return sessions.withStatelessSession(session -> mayRead(session, by, scope)
                .chain(may -> may
                        ? CustomRoleTable.around(session, scope)
                                .chain(around -> CustomRoleTable.list(session, around, below, tenants(by), title)
                                        .map(found -> found.stream()
                                                .map(role -> shown(by, role, around))
                                                .toList()))
                        : Uni.createFrom().item(List.of())));
    }

    /** A role that can be assigned at a scope or below; empty where there is none. */
    public Uni<Optional<CustomRole>> find(Principal by, Scope scope, String id) {
        return sessions.withStatelessSession(session -> mayRead(session, by, scope)
                .chain(may -> may
                        ? CustomRoleTable.around(session, scope).chain(around -> CustomRoleTable.find(session, id)
                                .map(found -> found.filter(role -> isVisible(by, role, around) && role.concerns(around))
                                        .map(role -> shown(by, role, around))))
                        : Uni.createFrom().item(Optional.empty())));
    }

    /**
     * A role by its id alone, as role assignments name it: for whoever may read roles at one at least of the scopes at which it can be assigned. It is shown as at the
     * first of them.
     */
    public Uni<Optional<CustomRole>> find(Principal by, String id) {
        return sessions.withStatelessSession(
                session -> CustomRoleTable.find(session, id).chain(found -> {
                    Uni<Optional<CustomRole>> shown = Uni.createFrom().item(Optional.empty());
                    for (CustomRole role :
                            found.filter(one -> isVisible(by, one)).stream().toList()) {
                        for (Scope scope : role.scopes()) {
                            shown = shown.chain(before ->
                                    before.isPresent() ? Uni.createFrom().item(before) : at(session, by, role, scope));
                        }
                    }
                    return shown;
                }));
    }

    private Uni<Optional<CustomRole>> at(Mutiny.StatelessSession session, Principal by, CustomRole role, Scope scope) {
        return mayRead(session, by, scope)
                .chain(may -> may
                        ? CustomRoleTable.around(session, scope).map(around -> Optional.of(shown(by, role, around)))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Boolean> mayRead(Mutiny.StatelessSession session, Principal by, Scope scope) {
        return access.decision(session, by, Need.READ_ROLES, scope).map(Decision.Allowed.class::isInstance);
    }

    /** A customer's people see the roles of their own tenant and those that the partner has made for them. */
    boolean isVisible(Principal by, CustomRole role) {
        return access.isPartners(by) || role.tenant().equalsIgnoreCase(by.tenant()) || access.isPartners(role.tenant());
    }

    /** The same at a scope: a role of the partner that has nothing to do with it may be for another customer. */
    boolean isVisible(Principal by, CustomRole role, Surroundings around) {
        return isVisible(by, role) && (access.isPartners(by) || role.concerns(around));
    }

    /** Whose roles somebody may see; null for everybody's. */
    private @Nullable List<String> tenants(Principal by) {
        return access.isPartners(by)
                ? null
                : Stream.of(by.tenant(), access.partnerTenant())
                        .map(tenant -> tenant.toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** An assignment as somebody may see it who may not see its role, as after a subscription has moved: with its id and without its name. */
    RoleAssignment shown(Principal by, RoleAssignment assignment) {
        return assignment.role() instanceof CustomRole role && !isVisible(by, role)
                ? assignment.withoutNameOf(role)
                : assignment;
    }

    /** The partner's roles may name other customers' subscriptions. */
    CustomRole shown(Principal by, CustomRole role, Surroundings around) {
        return access.isPartners(by) || role.tenant().equalsIgnoreCase(by.tenant()) ? role : role.shownAt(around);
    }

    /**
     * What was said of an assignment at a scope, without the resource id of a role that somebody made where it is that of a scope elsewhere: what is shown can be followed, and tells of no other
     * customer's subscription.
     */
    static Uni<Said> followable(Mutiny.StatelessSession session, Scope scope, RoleDefinition role, Said said) {
        Optional<Scope> asked = Optional.ofNullable(said.definitionId())
                .flatMap(id -> ArmPath.of(id) instanceof ArmPath.Segments path
                        ? ScopedPath.of(path.segments())
                        : Optional.empty())
                .map(ScopedPath::scope);
        if (asked.isEmpty() || role instanceof Role) {
            return Uni.createFrom().item(said);
        }
        return CustomRoleTable.around(session, scope)
                .map(around -> around.isWithin(GroundsTable.key(asked.get()))
                        ? said
                        : new Said(null, said.principalType(), said.description()));
    }
}
