package dev.outlay.budget.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps and shows who changed which budget when, from what to what. Whoever asks has been admitted. */
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
     * Adds an entry within the transaction of the change.
     *
     * @param action created, changed or deleted
     * @param before JSON; null where there was nothing
     * @param after JSON; null where there is nothing any more
     */
    public Uni<Void> add(
            Mutiny.StatelessSession session,
            Author by,
            Subject subject,
            String action,
            @Nullable String before,
            @Nullable String after) {
        return table.add(session, by, subject, action, before, after);
    }

    /** A page, newest first; with one entry more than a page where there is another one. */
    public Uni<List<AuditedChange>> page(AuditQuestion question) {
        return sessions.withStatelessSession(session -> table.page(session, question, PAGE + 1));
    }
}
