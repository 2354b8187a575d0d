package dev.outlay.budget.deployment;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what became of deployments, and decides who may deploy, and see that. What a deployment makes is decided resource by resource, for the same principal: a right to deploy gives none of those.
 */
@ApplicationScoped
public class Deployments {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._()-]{1,64}");

    /**
     * Which part of a list is asked for.
     *
     * @param after the name, in lower case, after which it begins; empty for the first
     */
    public record Part(String after, int size) {}

    /**
     * A part of a list.
     *
     * @param next the name after which the next part begins; null when this is the last
     */
    public record Page(
            List<KeptDeployment> deployments, @Nullable String next) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;

    Deployments(Mutiny.SessionFactory sessions, Access access) {
        this.sessions = sessions;
        this.access = access;
    }

    /**
     * Decides on a route of deployments.
     *
     * @param scope null at the tenant
     * @return fails with the refusal
     */
    public Uni<DeploymentOwner> admitted(Principal by, Need need, @Nullable Scope scope) {
        return sessions.withStatelessSession(session -> owner(session, by, need, scope));
    }

    /** Also where a customer is under the CSP offer: what may not be made there is refused when its turn comes. */
    private Uni<DeploymentOwner> owner(
            Mutiny.StatelessSession session, Principal by, Need need, @Nullable Scope scope) {
        if (scope != null) {
            return access.kept(session, by, need, scope).map(DeploymentOwner::of);
        }
        access.admit(by, need);
        return Uni.createFrom().item(DeploymentOwner.TENANT);
    }

    /**
     * Deployments by name.
     *
     * @param part read only once it is decided that the principal may
     */
    public Uni<Page> list(Principal by, Need need, @Nullable Scope scope, Supplier<Part> part) {
        return sessions.withStatelessSession(
                session -> owner(session, by, need, scope).chain(owner -> {
                    Part asked = part.get();
                    int most = asked.size();
                    return DeploymentTable.list(session, owner, asked.after(), most + 1)
                            .map(found -> found.size() > most
                                    ? new Page(
                                            found.subList(0, most),
                                            DeploymentTable.key(
                                                    found.get(most - 1).name()))
                                    : new Page(found, null));
                }));
    }

    /** One deployment; fails with a refusal where there is none. */
    public Uni<KeptDeployment> get(Principal by, Need need, @Nullable Scope scope, String name) {
        return sessions.withStatelessSession(session -> owner(session, by, need, scope)
                .chain(owner -> DeploymentTable.find(session, owner, name))
                .map(found -> found.orElseThrow(
                        () -> Refusal.notFound("DeploymentNotFound", "Deployment '" + name + "' could not be found.")
                                .exception())));
    }

    /** Forgets a deployment, and nothing that it made; false where there was none, or where it runs. */
    public Uni<Boolean> delete(Principal by, Need need, @Nullable Scope scope, String name) {
        return sessions.withStatelessTransaction(session ->
                owner(session, by, need, scope).chain(owner -> DeploymentTable.delete(session, owner, name)));
    }

    /** Fails with a refusal for what is no name of a deployment. */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                            400,
                            "InvalidDeploymentName",
                            "The name of a deployment has 1 to 64 letters of the English alphabet, digits, '.', '-',"
                                    + " '_', '(' and ')'.")
                    .exception();
        }
    }

    /**
     * Notes that a deployment begins, and forgets the oldest beyond 800.
     *
     * @param run of this one and no other
     * @param properties JSON, as they are shown while it runs
     * @return whether none of its name was there; fails with a refusal where one runs
     */
    public Uni<Boolean> begin(
            ChangedBy by, DeploymentOwner owner, String name, @Nullable String location, UUID run, String properties) {
        return sessions.withStatelessTransaction(session -> DeploymentTable.find(session, owner, name)
                .map(Optional::isEmpty)
                .call(() -> DeploymentTable.begin(
                                session,
                                owner,
                                name,
                                location,
                                run,
                                by.principal().id(),
                                properties)
                        .invoke(begins -> {
                            if (!begins) {
                                throw active(name);
                            }
                        }))
                .call(() -> DeploymentTable.forget(session, owner)));
    }

    private static RuntimeException active(String name) {
        return new Refusal(
                        409,
                        "DeploymentActive",
                        "The deployment '" + name + "' is running. Wait for its end, or use another name.")
                .exception();
    }

    /** Notes how a run ended. */
    public Uni<Void> end(DeploymentOwner owner, String name, UUID run, String properties, String operations) {
        return sessions.withStatelessTransaction(
                session -> DeploymentTable.end(session, owner, name, run, properties, operations));
    }
}
