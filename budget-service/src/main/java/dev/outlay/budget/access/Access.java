package dev.outlay.budget.access;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Decides on a request, with what the database knows, and finds the place that it is about. */
@ApplicationScoped
public class Access {

    private final AccessRules rules;
    private final PlaceTable places;
    private final GroundsTable grounds;

    Access(AccessConfig config, PlaceTable places, GroundsTable grounds) {
        this.rules = new AccessRules(config.partnerTenant().orElse(""));
        this.places = places;
        this.grounds = grounds;
    }

    /** Decides on a route that is about no scope; throws the refusal. */
    public void admit(Principal principal, Need need) {
        require(rules.decide(principal, need, null, Grounds.NONE));
    }

    /** Decides on a list that is the partner's admins', and empty for everybody else. */
    public boolean administers(Principal principal) {
        return rules.decide(principal, Need.ADMINISTER, null, Grounds.NONE) instanceof Decision.Allowed;
    }

    /**
     * Decides on a route that shows or changes what a scope has, and finds the scope. A customer's user is led to its own customer's part of a
     * subscription, a partner's user to the part of whoever owns it now.
     *
     * @return fails with the refusal: 403 before anything else, then 404 for what nobody knows, then 400 for a subscription under the CSP offer
     */
    public Uni<Place> place(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        return admitted(session, principal, need, scope).map(Admitted::place);
    }

    /**
     * The same with what was known, for a request of which only its body says what else it needs there.
     *
     * @return fails as {@link #place} does
     */
    public Uni<Admitted> admitted(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        return known(session, principal, need, scope)
                .call(admitted ->
                        scope.kind().isBilling() ? Uni.createFrom().voidItem() : supported(session, admitted.place()));
    }

    /**
     * The same for what a scope has kept from before: it can be read and deleted where nothing new may be made, in a subscription whose customer has come under the CSP offer.
     *
     * @return fails with the refusal: 403 before anything else, then 404
     */
    public Uni<Place> kept(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        return known(session, principal, need, scope).map(Admitted::place);
    }

    private Uni<Admitted> known(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        return scope.kind().isBilling()
                ? Uni.createFrom().deferred(() -> billing(session, principal, need, scope))
                : rbac(session, principal, need, scope);
    }

    private Uni<Admitted> billing(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        require(rules.decide(principal, need, scope, Grounds.NONE));
        return places.billing(session, scope)
                .chain(place -> notCspOffer(session, place))
                .map(place -> new Admitted(place, principal, scope, rules, Grounds.NONE));
    }

    /** R47: a customer under the CSP offer has no cost of its own at this scope. */
    private Uni<Place> notCspOffer(Mutiny.StatelessSession session, Place place) {
        if (!(place.scope() instanceof Scope.Customer customer)) {
            return Uni.createFrom().item(place);
        }
        return grounds.isCspOffer(session, place).map(cspOffer -> {
            if (cspOffer) {
                throw Refusal.notFound(
                                "ResourceNotFound",
                                "Customer '" + customer.customer()
                                        + "' is not found at this scope: it is under the CSP offer. Its purchases are"
                                        + " seen at the billing account and profile.")
                        .exception();
            }
            return place;
        });
    }

    private Uni<Admitted> rbac(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        boolean partners = principal.isOf(rules.partnerTenant());
        return grounds.permissions(session, principal, scope).chain(permissions -> places.rbac(
                        session, scope, partners ? null : principal.tenant())
                .chain(place -> grounds.of(session, permissions, place).map(known -> {
                    require(rules.decide(principal, need, scope, known));
                    return new Admitted(
                            place.orElseThrow(() -> unknown(scope).exception()), principal, scope, rules, known);
                })));
    }

    /** Whether somebody is of the partner's people. */
    public boolean isPartners(Principal principal) {
        return principal.isOf(rules.partnerTenant());
    }

    /**
     * Decides on a list of the resource groups of a subscription, and which of them are in it: all for whoever may see them there, and for whoever may at single ones these.
     *
     * @return fails with the refusal where somebody may see none: 403 before anything else, then 404 for what nobody knows
     */
    public Uni<SeenGroups> seenGroups(
            Mutiny.StatelessSession session, Principal principal, Need need, Scope.Subscription scope) {
        boolean partners = principal.isOf(rules.partnerTenant());
        return grounds.permissions(session, principal, scope)
                .chain(permissions -> places.rbac(session, scope, partners ? null : principal.tenant())
                        .chain(place -> grounds.of(session, permissions, place)
                                .chain(known -> seenGroups(session, principal, need, scope, known))
                                .map(names -> new SeenGroups(
                                        place.orElseThrow(() -> unknown(scope).exception()),
                                        names.isEmpty(),
                                        names.orElse(List.of())))));
    }

    /** The names of those that are seen, in lower case; empty for all. */
    private Uni<Optional<List<String>>> seenGroups(
            Mutiny.StatelessSession session,
            Principal principal,
            Need need,
            Scope.Subscription scope,
            Grounds atSubscription) {
        Decision whole = rules.decide(principal, need, scope, atSubscription);
        if (whole instanceof Decision.Allowed) {
            return Uni.createFrom().item(Optional.empty());
        }
        return grounds.permissionsInside(session, principal, scope).map(inside -> {
            List<String> names = new ArrayList<>();
            inside.forEach((name, permissions) -> {
                Grounds atGroup = new Grounds(permissions, atSubscription.viewCharges(), atSubscription.ownsNow());
                Scope group = new Scope.ResourceGroup(scope.subscription(), name);
                if (rules.decide(principal, need, group, atGroup) instanceof Decision.Allowed) {
                    names.add(name);
                }
            });
            if (names.isEmpty()) {
                require(whole);
            }
            return Optional.of(names);
        });
    }

    /** R14: Azure has neither cost nor budgets for subscriptions of the CSP offer, and says so to whoever may see the scope. */
    private Uni<Void> supported(Mutiny.StatelessSession session, Place place) {
        return grounds.isCspOffer(session, place)
                .invoke(cspOffer -> {
                    if (cspOffer) {
                        throw new Refusal(
                                        400,
                                        "SubscriptionTypeNotSupported",
                                        "'" + place.scope().armId()
                                                + "' belongs to a customer under the CSP offer, whose subscriptions"
                                                + " have neither cost nor budgets. The customer's purchases are seen"
                                                + " at the billing account and profile; its usage is once it is under"
                                                + " the Microsoft Customer Agreement.")
                                .exception();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Decides on a route about the roles of a management group, subscription or resource group, which need not be known yet.
     *
     * @return fails with the refusal
     */
    public Uni<Void> roles(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        return decision(session, principal, need, scope).invoke(Access::require).replaceWithVoid();
    }

    /** The same decision, for whoever makes something else of a denial. What is allowed whatever is known asks for nothing. */
    Uni<Decision> decision(Mutiny.StatelessSession session, Principal principal, Need need, Scope scope) {
        Decision atOnce = rules.decide(principal, need, scope, Grounds.NONE);
        if (atOnce instanceof Decision.Allowed) {
            return Uni.createFrom().item(atOnce);
        }
        return grounds.permissions(session, principal, scope)
                .chain(permissions ->
                        assignable(session, principal, scope).chain(place -> grounds.of(session, permissions, place)))
                .map(known -> rules.decide(principal, need, scope, known));
    }

    /** What is decided of roles that people have made. */
    AccessRules rules() {
        return rules;
    }

    /** Of a management group nothing is kept but the assignments. */
    private Uni<Optional<Place>> assignable(Mutiny.StatelessSession session, Principal principal, Scope scope) {
        return scope instanceof Scope.ManagementGroup
                ? Uni.createFrom().item(Optional.empty())
                : places.rbac(session, scope, principal.tenant());
    }

    private static Refusal unknown(Scope scope) {
        return Refusal.notFound(
                "SubscriptionNotFound",
                "The subscription of '" + scope.armId()
                        + "' could not be found. It becomes known with its first charge, or when the partner states its customer: PUT"
                        + " /providers/Microsoft.Billing/billingAccounts/{account}/customers/{customer}/billingSubscriptions/{subscription}.");
    }

    static void require(Decision decision) {
        switch (decision) {
            case Decision.Allowed allowed -> {}
            case Decision.Denied denied -> throw new Refusal(403, denied.code(), denied.message()).exception();
        }
    }
}
