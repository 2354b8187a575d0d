package dev.outlay.budget.reservation;

import dev.outlay.budget.budget.CostFilter;
import dev.outlay.budget.dimension.Dimension;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reservation has cost over some days, as one kind of description says it: EffectiveCost of usage.
 *
 * @param id CommitmentDiscountId
 * @param name CommitmentDiscountName
 * @param profile name of the billing profile
 * @param customer whose it is
 * @param currency in which it is billed, ISO 4217
 * @param used of usage that it covered, in {@code currency}
 * @param unused of what nobody used, in {@code currency}
 * @param dollars the same two in US dollars; null while a charge waits for a rate
 */
record ReservationCost(
        String id,
        @Nullable String name,
        @Nullable String profile,
        @Nullable String customer,
        String currency,
        BigDecimal used,
        BigDecimal unused,
        @Nullable Dollars dollars) {

    /** What was used, and what was not, in US dollars. */
    record Dollars(BigDecimal used, BigDecimal unused) {}

    /** Whether a filter by what reservations have picks it. */
    boolean matches(@Nullable CostFilter filter) {
        return filter == null || filter.matches(dimensions(), Map.of());
    }

    private Map<String, String> dimensions() {
        Map<String, String> dimensions = new HashMap<>();
        dimensions.put(Dimension.RESERVATION_ID.key(), id);
        put(dimensions, Dimension.RESERVATION_NAME, name);
        put(dimensions, Dimension.BILLING_PROFILE_ID, profile);
        put(dimensions, Dimension.CUSTOMER, customer);
        return dimensions;
    }

    private static void put(Map<String, String> dimensions, Dimension dimension, @Nullable String value) {
        if (value != null) {
            dimensions.put(dimension.key(), value);
        }
    }
}
