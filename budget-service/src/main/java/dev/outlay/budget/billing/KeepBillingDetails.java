package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps what the partner says of its accounts and profiles, before their first charge or after. */
@ApplicationScoped
public class KeepBillingDetails {

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final BillingTable billing;
    private final BillingDetailsTable details;
    private final AuditedBilling audited;

    KeepBillingDetails(
            Mutiny.SessionFactory sessions,
            Access access,
            PlaceTable places,
            BillingTable billing,
            BillingDetailsTable details,
            AuditedBilling audited) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.billing = billing;
        this.details = details;
        this.audited = audited;
    }

    /**
     * Keeps what is said of an account.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<BillingEntity> account(ChangedBy by, Scope.BillingAccount scope, Supplier<BillingDetails> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        BillingDetails stated = wanted.get();
        return sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                .chain(() -> found(session, scope))
                .chain(before -> kept(session, by, scope, before, stated)));
    }

    /**
     * Changes what is said of an account that is known already.
     *
     * @param wanted read only once it is decided that the principal may
     * @return empty for an account that nobody knows, of which nothing is kept then
     */
    public Uni<Optional<BillingEntity>> changeAccount(
            ChangedBy by, Scope.BillingAccount scope, Supplier<BillingDetails> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        BillingDetails stated = wanted.get();
        return sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                .chain(() -> found(session, scope))
                .chain(before -> before.isEmpty()
                        ? Uni.createFrom().item(before)
                        : kept(session, by, scope, before, stated).map(Optional::of)));
    }

    private Uni<BillingEntity> kept(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingAccount scope,
            Optional<BillingEntity> before,
            BillingDetails stated) {
        return known(session, scope)
                .chain(id -> details.keep(session, id, stated, null))
                .chain(() -> found(session, scope))
                .map(Optional::orElseThrow)
                .call(after -> audited.entity(session, by, scope, before, after));
    }

    private Uni<Optional<BillingEntity>> found(Mutiny.StatelessSession session, Scope.BillingAccount scope) {
        return billing.account(session, ScopeKey.billingAccount(scope.account()));
    }

    /**
     * Keeps what is said of a profile, and with it makes its account known.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<BillingEntity> profile(ChangedBy by, Scope.BillingProfile scope, Supplier<BillingDetails> wanted) {
        access.admit(by.principal(), Need.ADMINISTER);
        BillingDetails stated = wanted.get();
        ScopeKey key = ScopeKey.billingProfile(scope.account(), scope.profile());
        return sessions.withStatelessTransaction(session -> audited.waitFor(session, scope)
                .chain(() -> billing.profile(session, key))
                .chain(before -> known(session, new Scope.BillingAccount(scope.account()))
                        .chain(() -> known(session, scope))
                        .call(id -> stated.currency() == null
                                ? Uni.createFrom().voidItem()
                                : details.fixCurrency(session, id, stated.currency()))
                        .chain(id -> details.keep(session, id, stated, null))
                        .chain(() -> billing.profile(session, key))
                        .map(Optional::orElseThrow)
                        .call(after -> audited.entity(session, by, scope, before, after))));
    }

    /**
     * Within the caller's transaction: the account and the profile of a customer become known, before the customer does. Charges make them known in this order,
     * and who did it in another would wait for them in a circle.
     *
     * @return the scope of the profile; null where none is stated
     */
    Uni<@Nullable Integer> above(Mutiny.StatelessSession session, Scope.Customer scope, BillingDetails stated) {
        Scope.BillingProfile profile = stated.profile();
        return known(session, new Scope.BillingAccount(scope.account()))
                .chain(() -> profile == null ? Uni.createFrom().<Integer>nullItem() : known(session, profile));
    }

    /** Within the caller's transaction: what is said of a customer. */
    Uni<Void> customer(Mutiny.StatelessSession session, int id, BillingDetails stated, @Nullable Integer profile) {
        return details.keep(session, id, stated, profile);
    }

    private Uni<Integer> known(Mutiny.StatelessSession session, Scope scope) {
        return places.billing(session, scope)
                .chain(place -> places.keep(session, place))
                .map(place -> place.id());
    }
}
