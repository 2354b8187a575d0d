package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps what the partner says of closed invoices: that one is paid, or void. What is on it stays on it either way, so that every charge goes on being on exactly one invoice. */
@ApplicationScoped
public class KeepInvoiceStatus {

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final InvoiceTable table;
    private final AuditedBilling audited;
    private final Clock clock;

    KeepInvoiceStatus(
            Mutiny.SessionFactory sessions, Access access, InvoiceTable table, AuditedBilling audited, Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
        this.audited = audited;
        this.clock = clock;
    }

    /**
     * Says that an invoice is paid or void, or takes that back: it is due then, or overdue, as its day has it. What was said already changes nothing and leaves no entry in the audit.
     *
     * @param wanted read only once it is decided that the principal may
     * @return empty when the profile has no such invoice; fails with a refusal while it is open
     */
    public Uni<Optional<Invoice>> state(
            ChangedBy by, Scope.BillingProfile scope, String name, Supplier<InvoiceStatus> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        InvoiceStatus status = wanted.get();
        return InvoiceName.read(name)
                .filter(read -> read.isOf(key(scope)))
                .map(invoice -> sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                        .chain(() -> found(session, scope, invoice))
                        .chain(before -> before.isEmpty() || says(before.get(), status)
                                ? Uni.createFrom().item(before)
                                : stated(session, by, scope, invoice, before.get(), status))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Whether what is to be said holds already: whether it is overdue nobody says, since the day does. */
    private static boolean says(Invoice invoice, InvoiceStatus status) {
        InvoiceStatus now = invoice.status();
        if (now == null) {
            throw open(invoice).exception();
        }
        return now == status || (!now.isSettled() && !status.isSettled());
    }

    private Uni<Optional<Invoice>> stated(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingProfile scope,
            InvoiceName name,
            Invoice before,
            InvoiceStatus status) {
        return table.state(session, key(scope), name.period(), status)
                .chain(() -> found(session, scope, name))
                .call(after -> audited.invoice(session, by, scope, before, after.orElseThrow()));
    }

    private Uni<Optional<Invoice>> found(
            Mutiny.StatelessSession session, Scope.BillingProfile scope, InvoiceName name) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return table.parts(session, key(scope), key(scope)).map(parts -> InvoicesOfParts.named(parts, name, today));
    }

    private static ScopeKey key(Scope.BillingProfile scope) {
        return ScopeKey.billingProfile(scope.account(), scope.profile());
    }

    private static Refusal open(Invoice invoice) {
        return new Refusal(
                409,
                "InvoiceIsOpen",
                "The invoice " + invoice.name()
                        + " is open: what is on it still changes. Close it before you say what has become of it.");
    }
}
