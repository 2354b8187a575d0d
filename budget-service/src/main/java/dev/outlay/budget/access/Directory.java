package dev.outlay.budget.access;

import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.PrincipalEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Who is who: the partner's copy of its and its customers' directories, so that whoever has a role has an address. It gives nobody a right. The alert service is
 * told of each change. Whoever asks has been admitted.
 */
@ApplicationScoped
public class Directory {

    /** A page, and after which id the next one begins; null for no next one. */
    public record Page(
            List<DirectoryPrincipal> principals, @Nullable String next) {}

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;

    Directory(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    /** Writes a principal; true when it is new. */
    public Uni<Boolean> put(Principal by, DirectoryPrincipal principal) {
        return sessions.withStatelessTransaction(session -> DirectoryTable.put(session, by, principal)
                .call(() -> outbox.append(
                        session,
                        List.of(PrincipalEvents.principal(
                                principal.id(),
                                principal.tenant(),
                                principal.kind().label(),
                                principal.displayName(),
                                principal.mail())))));
    }

    /** Forgets a principal; false when it was not known. Its roles stay. */
    public Uni<Boolean> delete(String id) {
        return sessions.withStatelessTransaction(session -> DirectoryTable.delete(session, id)
                .call(was -> was
                        ? outbox.append(session, List.of(PrincipalEvents.noPrincipal(id.toLowerCase(Locale.ROOT))))
                        : Uni.createFrom().voidItem()));
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
