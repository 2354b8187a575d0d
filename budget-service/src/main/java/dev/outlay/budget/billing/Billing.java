package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.outbox.AccessEvents;
import dev.outlay.budget.outbox.Outbox;
import dev.outlay.budget.outbox.OutboxMessage;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Accounts, profiles and customers, for the partner's admins. */
@ApplicationScoped
public class Billing {

    public static final FieldNames ACCOUNT_FIELDS = BillingListTable.ACCOUNT_FIELDS.names();
    public static final FieldNames PROFILE_FIELDS = BillingListTable.PROFILE_FIELDS.names();
    public static final FieldNames CUSTOMER_FIELDS = BillingListTable.CUSTOMER_FIELDS.names();

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final BillingTable billing;
    private final BillingListTable lists;
    private final KeepBillingDetails details;
    private final MoveCustomer moving;
    private final Outbox outbox;
    private final AuditedBilling audited;

    Billing(
            Mutiny.SessionFactory sessions,
            Access access,
            PlaceTable places,
            BillingTable billing,
            BillingListTable lists,
            KeepBillingDetails details,
            MoveCustomer moving,
            Outbox outbox,
            AuditedBilling audited) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.billing = billing;
        this.lists = lists;
        this.details = details;
        this.moving = moving;
        this.outbox = outbox;
        this.audited = audited;
    }

    /**
     * Billing accounts that charges have named or people have put; what only a budget names is none, as of the other lists. All of them are for the partner's admins, and everybody else has
     * none: whoever looks for accounts finds that there are none, and is not refused (R92).
     */
    public Uni<ListPart<BillingEntity>> accounts(Principal by, Supplier<ListQuestion> wanted) {
        boolean administers = access.administers(by);
        ListQuestion question = wanted.get();
        if (!administers) {
            return Uni.createFrom().item(new ListPart<>(List.of(), null, question.counted() ? 0L : null));
        }
        return sessions.withStatelessSession(session -> lists.accounts(session, question));
    }

    public Uni<Optional<BillingEntity>> account(Principal by, Scope.BillingAccount scope) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(
                session -> billing.account(session, ScopeKey.billingAccount(scope.account())));
    }

    public Uni<ListPart<BillingEntity>> profiles(
            Principal by, Scope.BillingAccount scope, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        ListQuestion question = wanted.get();
        return sessions.withStatelessSession(session -> lists.profiles(session, scope.account(), question));
    }

    public Uni<Optional<BillingEntity>> profile(Principal by, Scope.BillingProfile scope) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> billing.profile(session, key(scope)));
    }

    /** The customers of an account, or those on a profile's invoices. */
    public Uni<ListPart<Customer>> customers(Principal by, Scope scope, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        ListQuestion question = wanted.get();
        return sessions.withStatelessSession(session -> switch (scope) {
            case Scope.BillingAccount it -> lists.customers(session, it.account(), question);
            case Scope.BillingProfile it -> lists.customers(session, it.account(), key(it), question);
            default -> throw new IllegalArgumentException("neither account nor profile: " + scope.armId());
        });
    }

    /** A customer, where it is on a profile's invoices. */
    public Uni<Optional<Customer>> customer(Principal by, Scope.BillingProfile profile, Scope.Customer scope) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> billing.customerOfProfile(session, key(profile), key(scope)));
    }

    /** A customer, of whichever agreement. */
    public Uni<Optional<Customer>> customer(Principal by, Scope.Customer scope) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> billing.customer(session, key(scope)));
    }

    /** What is said of a customer. */
    public record Terms(BillingDetails details, boolean cspOffer) {}

    /**
     * What was said of a customer, kept.
     *
     * @param recounted whether its charges are counted again since its agreement or profile has changed; {@link Recounts} knows how far
     */
    public record TermsKept(Customer customer, boolean recounted) {}

    /**
     * Says under which agreement a customer is, on which billing profile, and what else is to be known of it, before its first charge or after. Its charges are counted again when one of these changes: from then on they are
     * on the profile that is said, whatever their source says, beginning with the first month whose invoice of the former one is not closed, and in which nothing was billed in another currency than the profile's.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<TermsKept> keep(ChangedBy by, Scope.Customer scope, Supplier<Terms> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        Terms terms = wanted.get();
        return sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                .chain(() -> billing.customer(session, key(scope)))
                .chain(before -> moving.needed(
                                session, key(scope), terms.details().profile())
                        .chain(moved -> keep(session, by, scope, terms, before, moved))));
    }

    private Uni<TermsKept> keep(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.Customer scope,
            Terms terms,
            Optional<Customer> before,
            boolean moves) {
        Scope.BillingProfile moved = moves ? terms.details().profile() : null;
        boolean reclassified = before.map(Customer::cspOffer).orElse(false) != terms.cspOffer();
        return (moves ? moving.begin(session) : Uni.createFrom().voidItem())
                .chain(() -> stated(session, scope, terms, reclassified, moved))
                .chain(recounted -> told(session, scope)
                        .map(Told::customer)
                        .call(after -> audited.customer(session, by, scope, before, after))
                        .map(after -> new TermsKept(after, recounted)));
    }

    /** @return whether its charges are to be counted again */
    private Uni<Boolean> stated(
            Mutiny.StatelessSession session,
            Scope.Customer scope,
            Terms terms,
            boolean reclassified,
            Scope.@Nullable BillingProfile moved) {
        return billing.announce(session)
                .chain(() -> details.above(session, scope, terms.details()))
                .chain(profile -> places.billing(session, scope)
                        .chain(place -> places.keep(session, place))
                        .map(Place::id)
                        .chain(customer -> (moved == null || profile == null
                                        ? Uni.createFrom().item(false)
                                        : moving.move(session, customer, profile, moved))
                                .call(moves -> billing.keep(
                                        session, customer, terms.details().displayName(), terms.cspOffer(), moves))
                                .map(moves -> moves || reclassified)
                                .call(recounted -> recounted
                                        ? RecountsTable.ask(session, customer, terms.cspOffer())
                                        : Uni.createFrom().voidItem())
                                .call(() -> details.customer(session, customer, terms.details(), profile))));
    }

    /**
     * A customer's cost-visibility policy, set.
     *
     * @param changed whether it said something else before
     * @param eventId of what the alert service is told of it
     */
    public record PolicySet(Customer customer, boolean changed, String eventId) {}

    /**
     * Sets whether a customer's users may see cost; acts here from the commit on, and in the alert service once {@linkplain #isPolicyTold it is told}. The customer has to be known (R50): with a digit wrong another one
     * would be made, listed for ever, and the right one would go on as before.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<PolicySet> setPolicy(ChangedBy by, Scope.Customer scope, BooleanSupplier wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        boolean viewCharges = wanted.getAsBoolean();
        return sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                .chain(() -> billing.customer(session, key(scope)))
                .invoke(before -> requireCustomer(before, scope))
                .chain(before -> places.billing(session, scope)
                        .chain(place -> places.keep(session, place))
                        .chain(place -> billing.setPolicy(session, place.id(), viewCharges))
                        .invoke(Billing::requirePolicy)
                        .chain(() -> told(session, scope))
                        .call(told -> audited.policy(session, by, scope, before, told.customer()))
                        .map(told -> new PolicySet(
                                told.customer(),
                                before.map(Customer::viewCharges).orElse(false) != viewCharges,
                                told.event().eventId()))));
    }

    /**
     * Whether the broker has what the alert service is told of a policy. Only admins may ask.
     *
     * @param eventId that setting the policy gave
     */
    public Uni<Boolean> isPolicyTold(Principal by, Scope.Customer scope, String eventId) {
        access.admit(by, Need.ADMINISTER);
        String key = AccessEvents.customerKey(scope.account(), scope.customer());
        return sessions.withStatelessSession(session -> outbox.isWaiting(session, key, eventId))
                .map(waits -> !waits);
    }

    private static void requireCustomer(Optional<Customer> known, Scope.Customer scope) {
        if (known.isEmpty()) {
            throw Refusal.notFound(
                            "ResourceNotFound",
                            "'" + scope.armId()
                                    + "' could not be found. A customer becomes known with its first charge, or when it"
                                    + " is onboarded: PUT it first, then its policy.")
                    .exception();
        }
    }

    private static void requirePolicy(boolean changed) {
        if (!changed) {
            throw Refusal.badRequest(
                            "The customer is under the CSP offer, which has no cost-visibility policy. Move it to the"
                                    + " Microsoft Customer Agreement first.")
                    .exception();
        }
    }

    /** A customer as it is now, and what the alert service is told of it. */
    private record Told(Customer customer, OutboxMessage event) {}

    private Uni<Told> told(Mutiny.StatelessSession session, Scope.Customer scope) {
        return billing.customer(session, key(scope))
                .map(Optional::orElseThrow)
                .map(customer -> new Told(
                        customer, AccessEvents.customer(scope.account(), customer.id(), customer.viewCharges())))
                .call(told -> outbox.append(session, List.of(told.event())));
    }

    private static ScopeKey key(Scope.BillingProfile scope) {
        return ScopeKey.billingProfile(scope.account(), scope.profile());
    }

    private static ScopeKey key(Scope.Customer scope) {
        return ScopeKey.customer(scope.account(), scope.customer());
    }
}
