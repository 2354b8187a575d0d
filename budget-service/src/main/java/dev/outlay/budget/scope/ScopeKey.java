package dev.outlay.budget.scope;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lower-case key under which the database keeps a scope. A subscription or resource group is kept per customer, so that one which moves to another
 * customer shows its new customer nothing of the old one (DESIGN.md section 6, point 10).
 *
 * @param text parts joined by a line feed, which no ARM id may hold
 */
public record ScopeKey(String text) {

    public static ScopeKey billingAccount(String account) {
        return of("a", account);
    }

    public static ScopeKey billingProfile(String account, String profile) {
        return of("p", account, profile);
    }

    public static ScopeKey customer(String account, String customer) {
        return of("c", account, customer);
    }

    /** @param customer whose charges; null for charges that name no customer */
    public static ScopeKey subscription(String account, @Nullable String customer, String subscription) {
        return of("s", account, customer == null ? "" : customer, subscription);
    }

    /** @param customer whose charges; null for charges that name no customer */
    public static ScopeKey resourceGroup(
            String account, @Nullable String customer, String subscription, String resourceGroup) {
        return of("g", account, customer == null ? "" : customer, subscription, resourceGroup);
    }

    private static ScopeKey of(String... parts) {
        return new ScopeKey(String.join("\n", parts).toLowerCase(Locale.ROOT));
    }
}
