package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.ledger.StatedOwners;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
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

/**
 * Keeps what the partner says of subscriptions: whose one is before its first charge, so that budgets and roles can be made at it when it is made, and what it is called. From its first charge on the charges say whose it is.
 */
@ApplicationScoped
public class KeepBillingSubscriptions {

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final KeepBillingDetails above;
    private final BillingDetailsTable details;
    private final BillingSubscriptionTable table;
    private final StatedOwners owners;
    private final AuditedBilling audited;
    private final Clock clock;

    KeepBillingSubscriptions(
            Mutiny.SessionFactory sessions,
            Access access,
            PlaceTable places,
            KeepBillingDetails above,
            BillingDetailsTable details,
            BillingSubscriptionTable table,
            StatedOwners owners,
            AuditedBilling audited,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.above = above;
        this.details = details;
        this.table = table;
        this.owners = owners;
        this.audited = audited;
        this.clock = clock;
    }

    /**
     * States that a subscription is a customer's, and what else is to be known of it. Account, customer and subscription are known from then on.
     *
     * @param wanted read only once it is decided that the principal may
     * @return fails with a refusal where charges have made it another customer's
     */
    public Uni<BillingSubscription> state(
            ChangedBy by, Scope.Customer scope, String subscription, Supplier<BillingDetails> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        BillingDetails stated = wanted.get();
        return sessions.withStatelessTransaction(
                session -> audited.waitFor(session, new Scope.Subscription(subscription))
                        .chain(() -> one(session, scope, subscription))
                        .chain(before -> owned(session, scope, subscription)
                                .chain(place -> details.keep(session, place.id(), stated, null))
                                .chain(() -> one(session, scope, subscription))
                                .map(Optional::orElseThrow)
                                .call(after -> audited.subscription(session, by, scope, before, after))));
    }

    /** Outermost first, as charges make them known. */
    private Uni<Place> owned(Mutiny.StatelessSession session, Scope.Customer scope, String subscription) {
        return above.above(session, scope, BillingDetails.NONE)
                .chain(() -> places.billing(session, scope))
                .chain(customer -> places.keep(session, customer))
                .chain(customer -> places.keep(session, place(customer, scope, subscription)))
                .call(place -> owners.state(session, subscription, place.id()).invoke(owns -> {
                    if (!owns) {
                        throw anothers(scope, subscription).exception();
                    }
                }));
    }

    private static Place place(Place customer, Scope.Customer scope, String subscription) {
        return new Place(
                0,
                ScopeKey.subscription(scope.account(), scope.customer(), subscription),
                new Scope.Subscription(subscription),
                customer.account(),
                customer.customer(),
                null);
    }

    private static Refusal anothers(Scope.Customer scope, String subscription) {
        return new Refusal(
                409,
                "SubscriptionBelongsToAnother",
                "By its charges the subscription '" + subscription + "' belongs to another customer than '"
                        + scope.customer() + "'. It moves with its first charge there.");
    }

    /**
     * Changes what is said of a subscription that is known, of whichever customer has it now.
     *
     * @param wanted read only once it is decided that the principal may
     * @return empty where the account has none of that id
     */
    public Uni<Optional<BillingSubscription>> change(
            ChangedBy by, Scope.BillingAccount scope, String subscription, Supplier<BillingDetails> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        BillingDetails stated = wanted.get();
        return sessions.withStatelessTransaction(session -> audited.waitFor(
                        session, new Scope.Subscription(subscription))
                .chain(() -> table.one(session, scope.account(), null, subscription, today()))
                .chain(before -> before.isEmpty()
                        ? Uni.createFrom().item(before)
                        : changed(session, by, scope, before.get(), stated).map(Optional::of)));
    }

    private Uni<BillingSubscription> changed(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingAccount scope,
            BillingSubscription before,
            BillingDetails stated) {
        return places.known(session, ScopeKey.subscription(scope.account(), before.customer(), before.id()))
                .chain(id -> details.keep(session, id, stated, null))
                .chain(() -> table.one(session, scope.account(), before.customer(), before.id(), today()))
                .map(Optional::orElseThrow)
                .call(after -> audited.subscription(session, by, place(scope, after), Optional.of(before), after));
    }

    /** Where charges name no customer, the account. */
    private static Scope place(Scope.BillingAccount scope, BillingSubscription subscription) {
        return subscription.customer() == null ? scope : new Scope.Customer(scope.account(), subscription.customer());
    }

    private Uni<Optional<BillingSubscription>> one(
            Mutiny.StatelessSession session, Scope.Customer scope, String subscription) {
        return table.one(session, scope.account(), scope.customer(), subscription, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
