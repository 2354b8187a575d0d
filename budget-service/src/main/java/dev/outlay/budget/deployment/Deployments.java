package dev.outlay.budget.deployment;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
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

    /** Of what is kept and shown of one deployment: its properties, and as much again of its operations. In bytes of UTF-8. */
    public static final int MOST_BYTES = 512 * 1024;

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
    private final Audit audit;

    Deployments(Mutiny.SessionFactory sessions, Access access, Audit audit) {
        this.sessions = sessions;
        this.access = access;
        this.audit = audit;
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
     * Deployments by name: fewer than are asked for where they are large, and at least one.
     *
     * @param part read only once it is decided that the principal may
     */
    public Uni<Page> list(Principal by, Need need, @Nullable Scope scope, Supplier<Part> part) {
        return sessions.withStatelessSession(
                session -> owner(session, by, need, scope).chain(owner -> {
                    Part asked = part.get();
                    return DeploymentTable.list(session, owner, asked.after(), asked.size())
                            .map(listed -> new Page(
                                    listed.deployments(),
                                    listed.hasMore()
                                            ? DeploymentTable.key(listed.deployments()
                                                    .getLast()
                                                    .name())
                                            : null));
                }));
    }

    /** One deployment; fails with a refusal where there is none. */
    public Uni<KeptDeployment> get(Principal by, Need need, @Nullable Scope scope, String name) {
        return sessions.withStatelessSession(session -> owner(session, by, need, scope)
                .chain(owner -> DeploymentTable.find(session, owner, name))
                .map(found -> found.orElseThrow(() -> notThere(name))));
    }

    /** What was done of one; fails with a refusal where there is none. */
    public Uni<KeptOperations> operations(Principal by, Need need, @Nullable Scope scope, String name) {
        return sessions.withStatelessSession(session -> owner(session, by, need, scope)
                .chain(owner -> DeploymentTable.operations(session, owner, name))
                .map(found -> found.orElseThrow(() -> notThere(name))));
    }

    private static RuntimeException notThere(String name) {
        return Refusal.notFound("DeploymentNotFound", "Deployment '" + name + "' could not be found.")
                .exception();
    }

    /** Forgets a deployment, and nothing that it made; nothing happens where there was none. Fails with a refusal where it runs. */
    public Uni<Void> delete(ChangedBy by, Need need, @Nullable Scope scope, String name) {
        return sessions.withStatelessTransaction(session -> owner(session, by.principal(), need, scope)
                .call(owner -> audit.waitFor(session, thing(owner, name)))
                .chain(owner -> DeploymentTable.hash(session, owner, name)
                        .chain(before -> before.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : delete(session, by, owner, name, before.get()))));
    }

    private Uni<Void> delete(
            Mutiny.StatelessSession session, ChangedBy by, DeploymentOwner owner, String name, String hash) {
        return DeploymentTable.delete(session, owner, name).chain(deleted -> {
            if (!deleted) {
                throw active(name);
            }
            return audit.add(session, by.author(), subject(owner, name), audited(hash), null);
        });
    }

    private static String thing(DeploymentOwner owner, String name) {
        return "deployment\n" + owner.key() + "\n" + DeploymentTable.key(name);
    }

    private static Subject subject(DeploymentOwner owner, String name) {
        return Subject.of(AuditedKind.DEPLOYMENT, owner.armId(), name);
    }

    /** A hash is digits alone. */
    private static String audited(String hash) {
        return "{\"templateHash\":\"" + hash + "\"}";
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
     * Notes that a deployment begins, in the audit too, and forgets the oldest beyond 800 of the scope, and beyond 4,000 of the subscription.
     *
     * @return whether none of its name was there; fails with a refusal where one runs
     */
    public Uni<Boolean> begin(ChangedBy by, BegunDeployment begun) {
        return sessions.withStatelessTransaction(session -> audit.waitFor(session, thing(begun.owner(), begun.name()))
                .chain(() -> DeploymentTable.hash(session, begun.owner(), begun.name()))
                .call(before -> DeploymentTable.begin(session, begun).invoke(begins -> {
                    if (!begins) {
                        throw active(begun.name());
                    }
                }))
                .call(() -> DeploymentTable.forget(session, begun.owner()))
                .call(before -> audit.add(
                        session,
                        by.author(),
                        subject(begun.owner(), begun.name()),
                        before.map(Deployments::audited).orElse(null),
                        audited(begun.templateHash())))
                .map(Optional::isEmpty));
    }

    /** Fails with a refusal where a run is no longer the one of its name: where it was taken for dead, and another one has begun. */
    public Uni<Void> requireGoing(DeploymentOwner owner, String name, UUID run) {
        return sessions.withStatelessSession(session -> DeploymentTable.goesOn(session, owner, name, run))
                .invoke(goesOn -> {
                    if (!goesOn) {
                        throw new Refusal(
                                        409,
                                        "DeploymentActive",
                                        "Another deployment has begun under the name '" + name
                                                + "', so that this one goes no further.")
                                .exception();
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException active(String name) {
        return new Refusal(
                        409,
                        "DeploymentActive",
                        "The deployment '" + name + "' is running. Wait for its end, or use another name.")
                .exception();
    }

    /** Notes how a run ended; nothing happens where another one of its name has begun since, or where that is noted already. */
    public Uni<Void> end(DeploymentOwner owner, String name, UUID run, String properties, String operations) {
        return sessions.withStatelessTransaction(
                session -> DeploymentTable.end(session, owner, name, run, properties, operations));
    }
}
