package dev.outlay.budget.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of one customer, as the partner is invoiced for it. One that has moved is one for each customer: what the former one was charged stays with it.
 *
 * @param id the subscription's id, in the casing in which it became known
 * @param customer tenant id of the customer; null for charges that name none
 * @param current whether the subscription belongs to this customer now
 * @param profile the billing profile of its newest charge; while nothing was charged the one that was said of its customer, that this is charged to, or that its account has alone; null where there are several
 * @param currency ISO 4217, of the amounts; null while nothing has fixed it
 * @param firstCharge day of its first charge, UTC; null while nothing was charged
 * @param lastCharge day of its newest charge, UTC
 * @param lastMonth what the profile was charged for it in the calendar month before this one (UTC), before tax
 * @param monthToDate likewise from the first of this month to today
 * @param plan the Azure plan that it is under: what was said of it, else its customer's, where that has one alone; null where it has several or none is known
 * @param reseller the one that was said of its customer, where that is one alone; else that of its newest charge that names one
 * @param costCenter as people have said; null while nobody has
 */
public record BillingSubscription(
        String id,
        @Nullable String displayName,
        @Nullable String customer,
        @Nullable String customerName,
        boolean current,
        @Nullable String profile,
        @Nullable String profileName,
        @Nullable String currency,
        @Nullable LocalDate firstCharge,
        @Nullable LocalDate lastCharge,
        BigDecimal lastMonth,
        BigDecimal monthToDate,
        @Nullable Said plan,
        @Nullable Said reseller,
        @Nullable String costCenter) {

    /**
     * What people have said of a customer or of a subscription, or charges where nobody has.
     *
     * @param description null where nothing more was said
     */
    public record Said(String id, @Nullable String description) {}
}
