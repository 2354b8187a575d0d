package dev.outlay.budget.access;

import dev.outlay.budget.scope.Scope;
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
    private final AccessRules rules;

    VisibleRoles(Mutiny.SessionFactory sessions, Access access) {
        this.sessions = sessions;
        this.access = access;
        this.rules = access.rules();
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
                        ? ManagementGroupTable.around(session, scope)
                                .chain(around -> CustomRoleTable.list(session, around, below, tenants(by), title)
                                        .map(found -> found.stream()
                                                .map(role -> rules.shown(by, role, around))
                                                .toList()))
                        : Uni.createFrom().item(List.of())));
    }

    /** A role that can be assigned at a scope or below; empty where there is none. */
    public Uni<Optional<CustomRole>> find(Principal by, Scope scope, String id) {
        return sessions.withStatelessSession(session -> mayRead(session, by, scope)
                .chain(may -> may
                        ? ManagementGroupTable.around(session, scope).chain(around -> CustomRoleTable.find(session, id)
                                .map(found -> found.filter(
                                                role -> rules.sees(by, role, around) && role.concerns(around))
                                        .map(role -> rules.shown(by, role, around))))
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
                            found.filter(one -> rules.sees(by, one)).stream().toList()) {
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
                        ? ManagementGroupTable.around(session, scope)
                                .map(around -> Optional.of(rules.shown(by, role, around)))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Boolean> mayRead(Mutiny.StatelessSession session, Principal by, Scope scope) {
        return access.decision(session, by, Need.READ_ROLES, scope).map(Decision.Allowed.class::isInstance);
    }

    /** Whose roles somebody may see; null for everybody's. */
    private @Nullable List<String> tenants(Principal by) {
        return by.isOf(rules.partnerTenant())
                ? null
                : Stream.of(by.tenant(), rules.partnerTenant())
                        .map(tenant -> tenant.toLowerCase(Locale.ROOT))
                        .toList();
    }
}
