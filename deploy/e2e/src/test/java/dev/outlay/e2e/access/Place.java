package dev.outlay.e2e.access;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where somebody asks. The places are the same under both policies; each policy has scopes of its own for them. */
enum Place {
    NOWHERE("no scope", Kind.NONE, Tenant.PARTNER),
    ACCOUNT("billing account", Kind.ACCOUNT, Tenant.PARTNER),
    UNKNOWN_ACCOUNT("unknown billing account", Kind.ACCOUNT),
    PROFILE("billing profile", Kind.PROFILE, Tenant.PARTNER),
    UNKNOWN_PROFILE("unknown profile", Kind.PROFILE),
    CUSTOMER("customer", Kind.CUSTOMER, Tenant.PARTNER),
    OTHER_CUSTOMER("another customer", Kind.CUSTOMER, Tenant.PARTNER),
    UNKNOWN_CUSTOMER("unknown customer", Kind.CUSTOMER),
    SUBSCRIPTION("customer's subscription", Kind.SUBSCRIPTION, Tenant.CUSTOMER),
    OTHER_SUBSCRIPTION("another's subscription", Kind.SUBSCRIPTION, Tenant.OTHER_CUSTOMER),
    /** It was the customer's and is the other customer's now; what is asked for is the present owner's. */
    MOVED_SUBSCRIPTION("moved subscription", Kind.SUBSCRIPTION, Tenant.OTHER_CUSTOMER),
    /** The same subscription; what is asked for is what the customer left there. */
    LEFT_SUBSCRIPTION("left in the moved subscription", Kind.SUBSCRIPTION, MOVED_SUBSCRIPTION, Tenant.CUSTOMER),
    UNKNOWN_SUBSCRIPTION("unknown subscription", Kind.SUBSCRIPTION),
    /** The customer's subscription is in it, and no other one. */
    MANAGEMENT_GROUP("management group", Kind.MANAGEMENT_GROUP, Tenant.PARTNER),
    GROUP("customer's resource group", Kind.GROUP, SUBSCRIPTION, Tenant.CUSTOMER),
    SIBLING_GROUP("another of its groups", Kind.GROUP, SUBSCRIPTION, Tenant.CUSTOMER),
    OTHER_GROUP("another's group", Kind.GROUP, OTHER_SUBSCRIPTION, Tenant.OTHER_CUSTOMER),
    MOVED_GROUP("group in the moved subscription", Kind.GROUP, MOVED_SUBSCRIPTION, Tenant.OTHER_CUSTOMER),
    LEFT_GROUP("left in the moved group", Kind.GROUP, MOVED_SUBSCRIPTION, Tenant.CUSTOMER),
    UNKNOWN_GROUP("group in an unknown subscription", Kind.GROUP, UNKNOWN_SUBSCRIPTION, null);

    /** Kinds of scopes. */
    enum Kind {
        NONE(""),
        ACCOUNT("billing account"),
        PROFILE("billing profile"),
        CUSTOMER("customer"),
        MANAGEMENT_GROUP("management group"),
        SUBSCRIPTION("subscription"),
        GROUP("resource group");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        boolean isRbac() {
            return this == SUBSCRIPTION || this == GROUP;
        }
    }

    private final String title;
    private final Kind kind;
    private final @Nullable Place around;
    private final @Nullable Tenant whose;

    Place(String title, Kind kind) {
        this(title, kind, null, null);
    }

    Place(String title, Kind kind, Tenant whose) {
        this(title, kind, null, whose);
    }

    Place(String title, Kind kind, @Nullable Place around, @Nullable Tenant whose) {
        this.title = title;
        this.kind = kind;
        this.around = around;
        this.whose = whose;
    }

    static List<Place> of(Kind kind) {
        return Arrays.stream(values()).filter(place -> place.kind == kind).toList();
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /** The subscription in which it is; itself for a subscription. */
    Place subscription() {
        return around == null ? this : around;
    }

    /** Whether anything of it has been heard of. */
    boolean isKnown() {
        return whose != null;
    }

    /** Whose the things are that are asked for here; null where there are none. */
    @Nullable
    Tenant whose() {
        return whose;
    }

    /** To whom the subscription belongs now; null for one that nobody knows. */
    @Nullable
    Tenant owner() {
        return isMoved() ? Tenant.OTHER_CUSTOMER : whose;
    }

    /** Whether a customer owned the subscription before. */
    boolean wasOf(Tenant tenant) {
        return isMoved() && tenant == Tenant.CUSTOMER;
    }

    /** Whether only the things here differ from those of another place, and not the place. */
    boolean isOfThings() {
        return this == LEFT_SUBSCRIPTION || this == LEFT_GROUP;
    }

    private boolean isMoved() {
        return subscription() == MOVED_SUBSCRIPTION;
    }
}
