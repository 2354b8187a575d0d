package dev.outlay.budget.budget;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Shows who changed which budget when, from what to what. Whoever asks has been admitted. */
@ApplicationScoped
public class BudgetAudit {

    /** Entries on a page. */
    public static final int PAGE = 100;

    private final Mutiny.SessionFactory sessions;
    private final AuditTable table;

    BudgetAudit(Mutiny.SessionFactory sessions, AuditTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    /** A page, newest first; with one entry more than a page where there is another one. */
    public Uni<List<AuditedChange>> page(AuditQuestion question) {
        return sessions.withStatelessSession(session -> table.page(session, question, PAGE + 1));
    }
}
