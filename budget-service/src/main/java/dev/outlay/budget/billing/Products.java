package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What was bought, for the partner's admins. */
@ApplicationScoped
public class Products {

    /**
     * A part of a list.
     *
     * @param next where the next part begins; null when this is the last
     */
    public record Page(List<Product> products, @Nullable String next) {}

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
     * @param after what the part before said of the next, null for the first; read, as the size is, only once it is decided that the principal may
     */
    public Uni<Page> list(Principal by, Scope scope, Supplier<@Nullable String> after, IntSupplier pageSize) {
        access.admit(by, Need.ADMINISTER);
        String begin = after.get();
        String from = begin == null ? "" : begin;
        int size = pageSize.getAsInt();
        return sessions.withStatelessSession(session -> table.page(session, scope, from, null, size + 1))
                .map(found -> found.size() <= size
                        ? new Page(found, null)
                        : new Page(found.subList(0, size), found.get(size - 1).name()));
    }

    /** One product of an account or of a customer. */
    public Uni<Optional<Product>> find(Principal by, Scope scope, String name) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> table.one(session, scope, name));
    }
}
