package dev.outlay.alert.delivery;

import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.PartnersOwn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which action groups a crossing reaches: those that its budget may name, and of several of one name the one it addresses.
 *
 * @param partnersOwn the partner's own subscriptions, whose groups a budget at a billing scope may name as well
 */
record GroupReach(PartnersOwn partnersOwn) {

    /**
     * Of the groups of one name the one that a crossing may address: that of its own customer, else the partner's; at a
     * billing scope, where prices are invoiced, only the partner's.
     */
    static Optional<Kept> addressed(Crossing crossing, List<Kept> ofThisName) {
        String customer = crossing.budget().scope().isBilling()
                ? ""
                : crossing.customer().map(CustomerKey::text).orElse("");
        return of(customer, ofThisName).or(() -> of("", ofThisName));
    }

    private static Optional<Kept> of(String customer, List<Kept> ofThisName) {
        return ofThisName.stream()
                .filter(kept -> kept.customer().equals(customer))
                .findFirst();
    }

    /**
     * Whether a budget may name this group: at a billing scope only one below its billing account or in a subscription of
     * the partner's own, at a subscription or resource group only one of that subscription.
     */
    boolean mayName(Crossing crossing, ActionGroupId group) {
        return switch (crossing.budget().scope()) {
            case Scope.Subscription own -> isIn(group, own.subscription());
            case Scope.ResourceGroup own -> isIn(group, own.subscription());
            case Scope.BillingAccount account -> isUnder(group, account.name());
            case Scope.BillingProfile profile -> isUnder(group, profile.account());
            case Scope.Customer customer -> isUnder(group, customer.account());
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
