package dev.outlay.alert.delivery;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.access.Principal;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.PartnersOwn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which action groups a crossing reaches: those that its budget may name, and of several of one name the one it addresses
 * (DESIGN.md section 6, point 12).
 *
 * @param partnersOwn the partner's own subscriptions, whose groups the partner's people may name as well
 * @param isPartners  whether somebody is one of the partner's people
 */
record GroupReach(PartnersOwn partnersOwn, Predicate<Principal> isPartners) {

    /** What became of a name. */
    sealed interface Found {

        /** The group is there, and may be told. */
        record Addressed(Kept kept) implements Found {}

        /** Nobody is told by this name, for a reason in one word. */
        record Nobody(String reason) implements Found {}
    }

    /**
     * Of the groups of one name the one that a crossing may address. At a billing scope, where prices are invoiced, it is the
     * partner's, below the billing account or in a subscription of the partner's own. At a subscription or resource group it
     * is that of the same customer, in whichever subscription it lives; in its own subscription else the partner's; and where
     * one of the partner's people had it told, one in a subscription of the partner's own.
     * Whether there is a group in somebody else's subscription is not said.
     *
     * @param writer who had the group told, where that is known
     */
    Found of(Crossing crossing, Optional<Principal> writer, ActionGroupId group, List<Kept> ofThisName) {
        boolean billing = crossing.budget().scope().isBilling();
        boolean near = isNear(crossing.budget().scope(), group);
        if (billing ? !near : group.subscription().isEmpty()) {
            return new Found.Nobody("group-not-allowed-here");
        }
        Optional<Kept> customers = billing ? Optional.empty() : ofCustomer(crossing, ofThisName);
        boolean partnersToo = near || isPartnersAtTheirOwn(writer, group);
        return customers
                .or(() -> partnersToo ? made("", ofThisName) : Optional.empty())
                .<Found>map(Found.Addressed::new)
                .orElseGet(() -> new Found.Nobody(
                        near && !ofThisName.isEmpty() ? "group-of-another-customer" : "group-not-found"));
    }

    private static Optional<Kept> ofCustomer(Crossing crossing, List<Kept> ofThisName) {
        return crossing.customer().map(CustomerKey::text).flatMap(customer -> made(customer, ofThisName));
    }

    private static Optional<Kept> made(String customer, List<Kept> ofThisName) {
        return ofThisName.stream()
                .filter(kept -> kept.customer().equals(customer))
                .findFirst();
    }

    private boolean isPartnersAtTheirOwn(Optional<Principal> writer, ActionGroupId group) {
        return group.subscription().filter(partnersOwn::has).isPresent()
                && writer.filter(isPartners).isPresent();
    }

    /** Whether the group lives where the partner's groups for this scope do. */
    private boolean isNear(Scope scope, ActionGroupId group) {
        return switch (scope) {
            case Scope.BillingAccount account -> isUnder(group, account.name());
            case Scope.BillingProfile profile -> isUnder(group, profile.account());
            case Scope.Customer customer -> isUnder(group, customer.account());
            case Scope.Subscription own -> isIn(group, own.subscription());
            case Scope.ResourceGroup own -> isIn(group, own.subscription());
        };
    }

    private boolean isUnder(ActionGroupId group, String account) {
        boolean below = group.owner().key().equals(new Scope.BillingAccount(account).key());
        return below || group.subscription().filter(partnersOwn::has).isPresent();
    }

    private static boolean isIn(ActionGroupId group, String subscription) {
        return group.subscription().equals(Optional.of(subscription.toLowerCase(Locale.ROOT)));
    }
}
