package dev.outlay.alert.scope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a budget stands and where its alerts are listed. Source: DESIGN.md section 2. */
public sealed interface Scope {

    /** The ARM id with a leading slash, in the casing in which the names were given. */
    String id();

    /** The id in lower case: ARM ids are compared without regard to case. */
    default String key() {
        return id().toLowerCase(Locale.ROOT);
    }

    /** Whether prices are invoiced ones and access is by partner role; the others are reached by role assignment. */
    default boolean isBilling() {
        return switch (this) {
            case BillingAccount ignored -> true;
            case BillingProfile ignored -> true;
            case Customer ignored -> true;
            case Subscription ignored -> false;
            case ResourceGroup ignored -> false;
        };
    }

    /** The subscription it is or lies in, in lower case; empty for billing scopes. */
    default Optional<String> subscriptionKey() {
        return switch (this) {
            case Subscription own -> Optional.of(own.subscription().toLowerCase(Locale.ROOT));
            case ResourceGroup own -> Optional.of(own.subscription().toLowerCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    /** Reads an ARM id that names a scope and nothing more; empty for anything else. */
    static Optional<Scope> ofId(String id) {
        return ArmPath.ofId(id)
                .path()
                .flatMap(path -> ScopedPath.of(path.segments()))
                .filter(scoped -> scoped.rest().isEmpty())
                .map(ScopedPath::scope);
    }

    /** Whoever is invoiced by the provider: the whole partner. */
    record BillingAccount(String name) implements Scope {
        @Override
        public String id() {
            return "/providers/Microsoft.Billing/billingAccounts/" + name;
        }
    }

    /** A billing profile of an account. */
    record BillingProfile(String account, String name) implements Scope {
        @Override
        public String id() {
            return new BillingAccount(account).id() + "/billingProfiles/" + name;
        }
    }

    /** A customer of the partner. */
    record Customer(String account, String name) implements Scope {
        @Override
        public String id() {
            return new BillingAccount(account).id() + "/customers/" + name;
        }
    }

    /** A subscription of a customer. */
    record Subscription(String subscription) implements Scope {
        @Override
        public String id() {
            return "/subscriptions/" + subscription;
        }
    }

    /** A resource group in a subscription. */
    record ResourceGroup(String subscription, String name) implements Scope {
        @Override
        public String id() {
            return new Subscription(subscription).id() + "/resourceGroups/" + name;
        }
    }

    /** The keys of this scope and of what it inherits role assignments from, narrowest first. */
    default List<String> keysUpwards() {
        return this instanceof ResourceGroup group
                ? List.of(group.key(), new Subscription(group.subscription()).key())
                : List.of(key());
    }
}
