package dev.outlay.budget.access;

import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.outbox.PrincipalEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: the partner's copy of its and its customers' directories, so that whoever has a role has an address. It gives nobody a right. The alert service is
 * told of each change, and each is in the audit. Whoever asks has been admitted.
 */
@ApplicationScoped
public class Directory {

    /** A page, and after which id the next one begins; null for no next one. */
    public record Page(
            List<DirectoryPrincipal> principals, @Nullable String next) {}

    /** A principal is at no scope: what the directory says is true everywhere. */
    private static final String EVERYWHERE = "/";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final Audit audit;

    Directory(Mutiny.SessionFactory sessions, Outbox outbox, Audit audit) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Writes a principal; true when it is new. */
    public Uni<Boolean> put(ChangedBy by, DirectoryPrincipal principal) {
        return sessions.withStatelessTransaction(session -> audit.waitFor(session, thing(principal.id()))
                .chain(() -> DirectoryTable.find(session, principal.id()))
                .chain(former -> DirectoryTable.put(session, by.principal(), principal)
                        .call(() -> outbox.append(session, List.of(told(principal))))
                        .call(() -> audited(session, by, former.orElse(null), principal))));
    }

    /** Forgets a principal; false when it was not known. Its roles stay. */
    public Uni<Boolean> delete(ChangedBy by, String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return sessions.withStatelessTransaction(session -> audit.waitFor(session, thing(lower))
                .chain(() -> DirectoryTable.find(session, lower))
                .call(former -> former.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : DirectoryTable.delete(session, lower)
                                .chain(() -> outbox.append(session, List.of(PrincipalEvents.noPrincipal(lower))))
                                .chain(() -> audited(session, by, former.get(), null)))
                .map(Optional::isPresent));
    }

    private static String thing(String id) {
        return "principal " + id;
    }

    private static OutboxMessage told(DirectoryPrincipal principal) {
        return PrincipalEvents.principal(
                principal.id(),
                principal.tenant(),
                principal.kind().label(),
                principal.displayName(),
                principal.mail());
    }

    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            @Nullable DirectoryPrincipal before,
            @Nullable DirectoryPrincipal after) {
        DirectoryPrincipal either = Objects.requireNonNullElseGet(after, () -> Objects.requireNonNull(before));
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.PRINCIPAL, EVERYWHERE, either.id()),
                before == null ? null : AuditedRoles.json(before),
                after == null ? null : AuditedRoles.json(after));
    }

    public Uni<Optional<DirectoryPrincipal>> find(String id) {
        return sessions.withStatelessSession(session -> DirectoryTable.find(session, id));
    }

    /** @param after where the page before ended; null for the first one */
    public Uni<Page> page(@Nullable String after, int size) {
        return sessions.withStatelessSession(session -> DirectoryTable.page(session, after, size + 1))
                .map(found -> found.size() > size
                        ? new Page(found.subList(0, size), found.get(size - 1).id())
                        : new Page(found, null));
    }
}
