package dev.outlay.budget.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps and shows who changed what, when, from what to what. Whoever asks has been admitted. */
@ApplicationScoped
public class Audit {

    /** Entries on a page. */
    public static final int PAGE = 100;

    private final Mutiny.SessionFactory sessions;
    private final AuditTable table;

    Audit(Mutiny.SessionFactory sessions, AuditTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    /**
     * Has changes of one thing wait for each other until the transaction ends, so that what a change finds is what its entry calls before. Taken before anything
     * else is locked, once in a transaction, or for a thing and then for what it is one of.
     *
     * @param thing any text that names it, always the same
     */
    public Uni<Void> waitFor(Mutiny.StatelessSession session, String thing) {
        return table.lock(session, thing);
    }

    /**
     * Adds an entry within the transaction of the change, when nothing is left to be locked.
     *
     * @param before JSON; null where there was nothing: it was created
     * @param after JSON; null where there is nothing any more: it was deleted
     */
    public Uni<Void> add(
            Mutiny.StatelessSession session,
            Author by,
            Subject subject,
            @Nullable String before,
            @Nullable String after) {
        return table.add(session, by, subject, before, after);
    }

    /** A page, newest first; with one entry more than a page where there is another one. */
    public Uni<List<AuditedChange>> page(AuditQuestion question) {
        return sessions.withStatelessSession(session -> table.page(session, question, PAGE + 1));
    }
}
