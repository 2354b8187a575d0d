package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** What was bought, for the partner's admins. */
@ApplicationScoped
public class Products {

    public static final FieldNames FIELDS = ProductTable.FIELDS.names();

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final ProductTable table;

    Products(Mutiny.SessionFactory sessions, Access access, ProductTable table) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
    }

    /**
     * What was bought on a billing account, on a profile's invoices or for a customer.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<ListPart<Product>> list(Principal by, Scope scope, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        ListQuestion question = wanted.get();
        return sessions.withStatelessSession(session -> table.page(session, scope, null, question));
    }

    /** One product of an account or of a customer. */
    public Uni<Optional<Product>> find(Principal by, Scope scope, String name) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> table.one(session, scope, name));
    }
}
