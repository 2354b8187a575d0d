package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.analysis.Answering;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What the partner is invoiced, charge by charge, for its admins. What counts on an invoice is a transaction: tax and credits are not, nor is usage under the
 * CSP offer.
 */
@ApplicationScoped
public class Transactions {

    /**
     * What a list asks for beside its scope.
     *
     * @param days of the charges, UTC
     * @param reservations whether only what buys commitments is asked for
     */
    public record Wanted(Invoices.Days days, boolean reservations, Billed billed) {}

    /** On which invoices what is asked for is: closed ones, open ones, or any. Each transaction is on one of them. */
    public enum Billed {
        BILLED,
        UNBILLED,
        ANY
    }

    /**
     * A part of a list.
     *
     * @param next where the next part begins; null when this is the last
     */
    public record Page(List<Transaction> transactions, Transaction.@Nullable Position next) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final TransactionTable table;
    private final Invoices invoices;
    private final Answering answering;

    Transactions(
            Mutiny.SessionFactory sessions,
            Access access,
            TransactionTable table,
            Invoices invoices,
            Answering answering) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
        this.invoices = invoices;
        this.answering = answering;
    }

    /**
     * The transactions of a billing account, profile or customer.
     *
     * @param on the billing profile on whose invoices they are; null for any
     * @param wanted read, as where the part begins and its size are, only once it is decided that the principal may
     * @param after what the part before said of the next; gives null for the first
     * @return where only those on closed or on open invoices are asked for, which takes a look at each charge of the days, fails as a question does
     */
    public Uni<Page> list(
            Principal by,
            Scope of,
            Scope.@Nullable BillingProfile on,
            Supplier<Wanted> wanted,
            Supplier<Transaction.@Nullable Position> after,
            IntSupplier pageSize) {
        access.admit(by, Need.ADMINISTER);
        Wanted asked = wanted.get();
        Transaction.Position from = begin(after.get());
        int size = pageSize.getAsInt();
        TransactionTable.Question question = new TransactionTable.Question(
                of, on, asked.days().first(), asked.days().last().plusDays(1), asked.reservations(), asked.billed());
        Uni<List<Transaction>> part = asked.billed() == Billed.ANY
                ? sessions.withStatelessSession(session -> table.page(session, question, from, size + 1))
                : answering.answer(session -> table.page(session, question, from, size + 1));
        return part.map(found -> cut(found, size));
    }

    /**
     * The transactions of an invoice of an account or of a profile: the charges of its billing period as they are known now. What a closed invoice differs from
     * them is on the profile's next open one, as a correction and without a transaction of its own.
     *
     * @return empty when there is no such invoice
     */
    public Uni<Optional<Page>> ofInvoice(
            Principal by,
            Scope scope,
            String invoice,
            Supplier<Transaction.@Nullable Position> after,
            IntSupplier pageSize) {
        access.admit(by, Need.ADMINISTER);
        Transaction.Position from = begin(after.get());
        int size = pageSize.getAsInt();
        return invoices.find(by, scope, invoice)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : sessions.withStatelessSession(session -> table.page(
                                        session,
                                        profile(scope, found.get()),
                                        found.get().period(),
                                        from,
                                        size + 1))
                                .map(transactions -> Optional.of(cut(transactions, size))));
    }

    private static Scope.BillingProfile profile(Scope scope, Invoice invoice) {
        return scope instanceof Scope.BillingProfile it
                ? it
                : new Scope.BillingProfile(invoice.account(), invoice.profile());
    }

    /** A transaction of a profile by its name. */
    public Uni<Optional<Transaction>> find(Principal by, Scope.BillingProfile profile, String name) {
        access.admit(by, Need.ADMINISTER);
        Optional<TransactionName> wanted = TransactionName.read(name);
        return wanted.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : sessions.withStatelessSession(session -> table.one(session, profile, wanted.get()));
    }

    private static Transaction.Position begin(Transaction.@Nullable Position after) {
        return after == null ? Transaction.Position.FIRST : after;
    }

    private static Page cut(List<Transaction> found, int size) {
        return found.size() <= size
                ? new Page(found, null)
                : new Page(found.subList(0, size), found.get(size - 1).at());
    }
}
