package dev.outlay.budget.billing;

import org.jspecify.annotations.Nullable;

/**
 * A customer of the partner.
 *
 * @param id tenant id, in the casing in which it became known
 * @param cspOffer whether it is under the CSP offer and not under the Microsoft Customer Agreement
 * @param viewCharges whether its users may see cost
 * @param profile on whose invoices its charges are, as people have said; null while nobody has: then their source says it
 * @param details what else people have said of it, a JSON object
 * @param invoicedOn the profile that people have said, else the one on which it has charges; null where it has none, or on several
 * @param resellers those that its charges name, as JSON in the form in which they are stated; null where people have stated some, or that there are none: these are among the details then
 */
public record Customer(
        String id,
        @Nullable String displayName,
        boolean cspOffer,
        boolean viewCharges,
        @Nullable String profile,
        String details,
        @Nullable Profile invoicedOn,
        @Nullable String resellers) {

    /**
     * A billing profile.
     *
     * @param id the last segment of its ARM id
     */
    public record Profile(String id, String displayName) {}
}
