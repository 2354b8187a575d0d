package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far the charges of reclassified and moved customers are counted anew, for the partner's admins. What is told is in the database: any replica knows it, before a restart and after. */
@ApplicationScoped
public class Recounts {

    private static final int MOST_LISTED = 100;

    private final Mutiny.SessionFactory sessions;
    private final Access access;

    Recounts(Mutiny.SessionFactory sessions, Access access) {
        this.sessions = sessions;
        this.access = access;
    }

    /** One recount; empty where there is none of this id. */
    public Uni<Optional<Recount>> find(Principal by, UUID id) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> RecountsTable.find(session, id));
    }

    /** The recount of a customer that goes on, else the last one; empty where neither its agreement nor its profile has ever changed. */
    public Uni<Optional<Recount>> last(Principal by, Scope.Customer customer) {
        access.admit(by, Need.ADMINISTER);
        ScopeKey key = ScopeKey.customer(customer.account(), customer.customer());
        return sessions.withStatelessSession(session -> RecountsTable.last(session, key));
    }

    /** The recounts that go on, then those that have ended, newest first: a hundred in all. */
    public Uni<List<Recount>> latest(Principal by) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> RecountsTable.latest(session, MOST_LISTED));
    }
}
