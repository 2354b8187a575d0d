package dev.outlay.budget.view;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, shows and deletes views. Where no scope is named they are the caller's own: nobody else sees them, and they are not in the audit. At a scope they are shared: whoever
 * may see its cost sees them, whoever may change its budgets changes them, and each change is in the audit.
 */
@ApplicationScoped
public class Views {

    /** Of one principal, and of one scope (functional spec section 5). */
    public static final int MOST = 100;

    /** Of a subscription with all of its resource groups, which need not exist. */
    public static final int MOST_OF_A_SUBSCRIPTION = 1_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * What a PUT did.
     *
     * @param created false where a view was replaced
     */
    public record Kept(SavedView view, boolean created) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Audit audit;

    Views(Mutiny.SessionFactory sessions, Access access, Audit audit) {
        this.sessions = sessions;
        this.access = access;
        this.audit = audit;
    }

    /**
     * All views, by name.
     *
     * @param scope null for the principal's own
     */
    public Uni<List<SavedView>> list(Principal by, @Nullable ScopedPath scope) {
        return sessions.withStatelessSession(session ->
                owner(session, by, Need.READ_VIEWS, scope).chain(owner -> SavedViewTable.list(session, owner)));
    }

    /** One view; empty where there is none. */
    public Uni<Optional<SavedView>> find(Principal by, @Nullable ScopedPath scope, String name) {
        return sessions.withStatelessSession(session ->
                owner(session, by, Need.READ_VIEWS, scope).chain(owner -> SavedViewTable.find(session, owner, name)));
    }

    /**
     * Makes or replaces a view. Fails with a refusal where its name is none, where somebody else has changed it meanwhile, and where there are too many.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<Kept> put(ChangedBy by, @Nullable ScopedPath scope, String name, Supplier<ViewRequest> wanted) {
        return sessions.withStatelessTransaction(session -> owner(session, by.principal(), Need.WRITE_VIEWS, scope)
                .call(owner -> audit.waitFor(session, owner.turn()))
                .chain(owner -> keep(session, by, owner, scope, name, wanted.get())));
    }

    private Uni<Kept> keep(
            Mutiny.StatelessSession session,
            ChangedBy by,
            ViewOwner owner,
            @Nullable ScopedPath scope,
            String name,
            ViewRequest wanted) {
        requireName(name);
        return SavedViewTable.find(session, owner, name)
                .call(former -> former.isPresent()
                        ? unchanged(former.get(), wanted)
                        : SavedViewTable.count(session, owner).invoke(Views::requireRoom))
                .chain(former -> SavedViewTable.put(
                                session,
                                owner,
                                name,
                                wanted.properties(),
                                by.principal().id())
                        .chain(() -> SavedViewTable.find(session, owner, name))
                        .map(Optional::orElseThrow)
                        .call(kept -> audited(session, by, scope, former.orElse(null), kept))
                        .map(kept -> new Kept(kept, former.isEmpty())));
    }

    /** Deletes a view; false where there was none. */
    public Uni<Boolean> delete(ChangedBy by, @Nullable ScopedPath scope, String name) {
        return sessions.withStatelessTransaction(session -> owner(session, by.principal(), Need.DELETE_VIEWS, scope)
                .call(owner -> audit.waitFor(session, owner.turn()))
                .chain(owner -> SavedViewTable.find(session, owner, name)
                        .call(former -> former.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : SavedViewTable.delete(session, owner, name)
                                        .chain(() -> audited(session, by, scope, former.get(), null)))
                        .map(Optional::isPresent)));
    }

    private Uni<ViewOwner> owner(Mutiny.StatelessSession session, Principal by, Need need, @Nullable ScopedPath scope) {
        if (scope != null) {
            return access.place(session, by, need, scope.scope()).map(ViewOwner::of);
        }
        access.admit(by, Need.SIGNED_IN);
        return Uni.createFrom().item(ViewOwner.of(by));
    }

    private static void requireName(String name) {
        if (name.regionMatches(true, 0, BuiltInView.PREFIX, 0, BuiltInView.PREFIX.length())) {
            throw Refusal.badRequest(
                            "'" + BuiltInView.PREFIX
                                    + "' begins the names of built-in views, which cannot be changed. Save yours under another name.")
                    .exception();
        }
        if (!NAME.matcher(name).matches()) {
            throw Refusal.badRequest(
                            "The name of a view has 1 to 64 letters of the English alphabet, digits, '.', '-' and '_'.")
                    .exception();
        }
    }

    private static Uni<Void> unchanged(SavedView former, ViewRequest wanted) {
        if (wanted.eTag() != null && !wanted.eTag().equals(former.eTag())) {
            throw Refusal.badRequest("The view '" + former.name()
                            + "' was changed meanwhile. Get it, and send its eTag with your change.")
                    .exception();
        }
        return Uni.createFrom().voidItem();
    }

    private static void requireRoom(SavedViewTable.Count count) {
        if (count.all() >= MOST) {
            throw Refusal.badRequest(
                            "There are " + count.all() + " views already, and more are not kept. Delete one first.")
                    .exception();
        }
        if (count.around() >= MOST_OF_A_SUBSCRIPTION) {
            throw Refusal.badRequest("The subscription and its resource groups have " + count.around()
                            + " views already, and more are not kept. Delete one first.")
                    .exception();
        }
    }

    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            @Nullable ScopedPath scope,
            @Nullable SavedView before,
            @Nullable SavedView after) {
        if (scope == null) {
            return Uni.createFrom().voidItem();
        }
        SavedView either = after == null ? Objects.requireNonNull(before) : after;
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.VIEW, scope.armId(), either.name()),
                before == null ? null : before.properties(),
                after == null ? null : after.properties());
    }
}
