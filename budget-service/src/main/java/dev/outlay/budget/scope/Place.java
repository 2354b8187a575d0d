package dev.outlay.budget.scope;

import org.jspecify.annotations.Nullable;

/**
 * A scope as the database keeps it.
 *
 * @param id its row; 0 for a scope that nothing was ever kept for
 * @param account the billing account that it belongs to
 * @param customer whose it is; null at billing account and profile, and for charges without a customer
 * @param currency ISO 4217; null while nothing was charged
 */
public record Place(
        int id,
        ScopeKey key,
        Scope scope,
        String account,
        @Nullable String customer,
        @Nullable String currency) {

    /** The same place, once it is kept. */
    public Place keptAs(int row) {
        return new Place(row, key, scope, account, customer, currency);
    }

    /** The subscription that it is or lies in, as its customer's; null at the billing scopes. */
    public @Nullable ScopeKey subscription() {
        return switch (scope) {
            case Scope.Subscription it -> ScopeKey.subscription(account, customer, it.subscription());
            case Scope.ResourceGroup it -> ScopeKey.subscription(account, customer, it.subscription());
            default -> null;
        };
    }

    /** Whether the database has a row of it. */
    public boolean isKept() {
        return id != 0;
    }
}
