package dev.outlay.budget.billing;

import org.jspecify.annotations.Nullable;

/**
 * A customer of the partner.
 *
 * @param id tenant id, in the casing in which it became known
 * @param cspOffer whether it is under the CSP offer and not under the Microsoft Customer Agreement
 * @param viewCharges whether its users may see cost
 */
public record Customer(String id, @Nullable String displayName, boolean cspOffer, boolean viewCharges) {}
