package dev.outlay.budget.details;

import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.ScopeKind;

/** What a kind of scope sees of single charges. */
enum DetailView {
    ACCOUNT("account", "account_price", PriceView.INVOICED),
    PROFILE("profile", "profile_price", PriceView.INVOICED),
    CUSTOMER("customer", "customer_price", PriceView.INVOICED),
    SUBSCRIPTION("subscription", "rbac_price", PriceView.RETAIL),
    RESOURCE_GROUP("resource_group", "rbac_price", PriceView.RETAIL);

    private final String place;
    private final String price;
    private final PriceView prices;

    DetailView(String place, String price, PriceView prices) {
        this.place = place;
        this.price = price;
        this.prices = prices;
    }

    /** @throws IllegalArgumentException for a kind that no cost is seen at */
    static DetailView of(ScopeKind kind) {
        return switch (kind) {
            case BILLING_ACCOUNT -> ACCOUNT;
            case BILLING_PROFILE -> PROFILE;
            case CUSTOMER -> CUSTOMER;
            case SUBSCRIPTION -> SUBSCRIPTION;
            case RESOURCE_GROUP -> RESOURCE_GROUP;
            case MANAGEMENT_GROUP -> throw new IllegalArgumentException("no cost is seen at a management group");
        };
    }

    /** The column of descriptions that holds the scope. */
    String place() {
        return place + "_scope";
    }

    /** The column of descriptions that says at which price their charges count; 0 for not at all. */
    String price() {
        return price;
    }

    boolean isRetail() {
        return prices == PriceView.RETAIL;
    }
}
