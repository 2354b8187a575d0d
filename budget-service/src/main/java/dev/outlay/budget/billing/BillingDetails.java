package dev.outlay.budget.billing;

import dev.outlay.budget.scope.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a billing account, profile or customer. What is not mentioned stays as it was.
 *
 * @param displayName null to leave it
 * @param currency of a profile, ISO 4217; null to leave it
 * @param profile of a customer: on whose invoices its charges are to be; null to leave it
 * @param members the other members as a JSON object; one that is null is taken away
 */
public record BillingDetails(
        @Nullable String displayName,
        @Nullable String currency,
        Scope.@Nullable BillingProfile profile,
        String members) {

    /** Nothing is said. */
    public static final BillingDetails NONE = new BillingDetails(null, null, null, "{}");
}
