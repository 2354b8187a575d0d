package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.analysis.Answering;
import dev.outlay.budget.ledger.SettledBatchTable;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Invoices of billing profiles, for the partner's admins: what is on them, and closing them. */
@ApplicationScoped
public class Invoices {

    public static final FieldNames FIELDS = InvoiceFields.NAMES;

    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** Days, UTC, both included: invoices whose period has one of them are listed. */
    public record Days(LocalDate first, LocalDate last) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final InvoiceTable table;
    private final InvoicedTable invoiced;
    private final Answering answering;
    private final AuditedBilling audited;
    private final Clock clock;

    Invoices(
            Mutiny.SessionFactory sessions,
            Access access,
            InvoiceTable table,
            InvoicedTable invoiced,
            Answering answering,
            AuditedBilling audited,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
        this.invoiced = invoiced;
        this.answering = answering;
        this.audited = audited;
        this.clock = clock;
    }

    /**
     * The invoices of an account or of a profile, the oldest period first where nothing else is asked.
     *
     * @param days read, as what is asked, only once it is decided that the principal may
     */
    public Uni<ListPart<Invoice>> list(Principal by, Scope scope, Supplier<Days> days, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        Days asked = days.get();
        ListQuestion question = wanted.get();
        String from = from(scope).text();
        String to = scope instanceof Scope.BillingAccount ? from + LAST : from;
        return sessions.withStatelessSession(session -> table.parts(session, new ScopeKey(from), new ScopeKey(to)))
                .map(parts -> InvoiceFields.of(account(scope))
                        .part(
                                InvoicesOfParts.all(parts, today()).stream()
                                        .filter(invoice -> !invoice.lastDay().isBefore(asked.first())
                                                && !invoice.firstDay().isAfter(asked.last()))
                                        .toList(),
                                question));
    }

    private static ScopeKey from(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount it -> ScopeKey.billingProfile(it.account(), "");
            case Scope.BillingProfile it -> ScopeKey.billingProfile(it.account(), it.profile());
            default -> throw new IllegalArgumentException("neither account nor profile: " + scope.armId());
        };
    }

    private static String account(Scope scope) {
        return switch (scope) {
            case Scope.BillingAccount it -> it.account();
            case Scope.BillingProfile it -> it.account();
            case Scope.Customer it -> it.account();
            default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
        };
    }

    /**
     * Which charges that are billed in some months are on closed invoices. Whoever asks sees the cost of a billing scope.
     *
     * @param profiles names of those of the scope's account that are meant
     * @return fails as a question does: with {@link dev.outlay.budget.analysis.BusyException} where too many ask, and with a refusal where it takes too long
     */
    Uni<Invoiced> invoiced(Principal by, Scope scope, Set<String> profiles, YearMonth first, YearMonth last) {
        access.admit(by, Need.ADMINISTER);
        InvoicedTable.Asked asked = new InvoicedTable.Asked(
                profiles.stream()
                        .map(profile -> ScopeKey.billingProfile(account(scope), profile))
                        .collect(Collectors.toSet()),
                first,
                last,
                scope instanceof Scope.Customer one ? ScopeKey.customer(one.account(), one.customer()) : null);
        return answering.answer(session -> invoiced.of(session, asked));
    }

    /** An invoice of an account or of a profile by its name, in any casing. */
    public Uni<Optional<Invoice>> find(Principal by, Scope scope, String name) {
        access.admit(by, Need.ADMINISTER);
        Optional<InvoiceName> wanted = InvoiceName.read(name);
        return wanted.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : sessions.withStatelessSession(session -> profile(session, scope, wanted.get())
                        .chain(profile -> profile.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : one(session, profile.get(), wanted.get())));
    }

    /** An invoice of whichever account by its name alone, in any casing. */
    public Uni<Optional<Invoice>> find(Principal by, String name) {
        access.admit(by, Need.ADMINISTER);
        ScopeKey every = ScopeKey.everyBillingProfile();
        return InvoiceName.read(name)
                .map(wanted -> sessions.withStatelessSession(
                        session -> table.profile(session, every, new ScopeKey(every.text() + LAST), wanted)
                                .chain(profile -> profile.isEmpty()
                                        ? Uni.createFrom().item(Optional.<Invoice>empty())
                                        : one(session, profile.get(), wanted))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** The profile whose invoice a name is. */
    private Uni<Optional<ScopeKey>> profile(Mutiny.StatelessSession session, Scope scope, InvoiceName name) {
        Predicate<ScopeKey> itsOwn = name::isOf;
        return scope instanceof Scope.BillingProfile
                ? Uni.createFrom().item(Optional.of(from(scope)).filter(itsOwn))
                : table.profile(session, from(scope), new ScopeKey(from(scope).text() + LAST), name);
    }

    private Uni<Optional<Invoice>> one(Mutiny.StatelessSession session, ScopeKey profile, InvoiceName name) {
        return table.parts(session, profile, profile).map(parts -> InvoicesOfParts.named(parts, name, today()));
    }

    /**
     * Closes an invoice whose period is over: what is on it stays as it is from now on. What its charges become later is on the profile's next open invoice. Closing it
     * again changes nothing and leaves no entry in the audit. While charges of one of its customers are counted again, under another agreement or on another profile, it cannot be closed: half of them would be on it. Nor can it while charges
     * that would be on it wait for their dollars, which would come on a later one.
     *
     * @return empty when the profile has no such invoice
     */
    public Uni<Optional<Invoice>> close(ChangedBy by, Scope.BillingProfile scope, String name) {
        access.admit(by.principal(), Need.ADMINISTER);
        ScopeKey profile = from(scope);
        Optional<InvoiceName> wanted = InvoiceName.read(name).filter(read -> read.isOf(profile));
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return find(by.principal(), scope, name)
                .invoke(found -> found.ifPresent(it -> Closing.requireOver(it, today())))
                .chain(found -> found.filter(it -> it.closedAt() == null).isEmpty()
                        ? Uni.createFrom().item(found)
                        : sessions.withStatelessTransaction(session -> closing(session, by, scope, wanted.get())));
    }

    private Uni<Optional<Invoice>> closing(
            Mutiny.StatelessSession session, ChangedBy by, Scope.BillingProfile scope, InvoiceName wanted) {
        ScopeKey profile = from(scope);
        return audited.waitFor(session, scope)
                .chain(() -> table.lock(session, profile))
                .chain(() -> SettledBatchTable.divide(session))
                .chain(batch -> table.parts(session, profile, profile)
                        .map(parts -> InvoicesOfParts.all(parts, today()))
                        .invoke(invoices -> Closing.requireNoneBefore(invoices, wanted))
                        .map(invoices -> InvoicesOfParts.named(invoices, wanted))
                        .chain(before ->
                                before.filter(it -> it.closedAt() == null).isEmpty()
                                        ? Uni.createFrom().item(before)
                                        : closing(session, by, scope, wanted, batch, before.get())
                                                .map(Optional::of)));
    }

    /** What is read and written from here on is of the moment of the batch: until the transaction ends no other one begins. */
    private Uni<Invoice> closing(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingProfile scope,
            InvoiceName wanted,
            long batch,
            Invoice before) {
        return table.close(
                        session,
                        from(scope),
                        wanted,
                        batch,
                        clock.instant(),
                        by.principal().id())
                .invoke(parts -> Closing.requireClosed(!parts.isEmpty()))
                .call(() -> table.awaitsRate(session, from(scope), wanted.period())
                        .invoke(waits -> Closing.requireDollars(waits, before)))
                .map(parts -> InvoicesOfParts.one(parts, today()))
                .call(after -> audited.invoice(session, by, scope, before, after));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }
}
