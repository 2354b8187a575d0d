package dev.outlay.budget.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was bought for a customer: a reservation, a savings plan, a licence, an offer of the marketplace. It is known from the charges that it has brought.
 *
 * @param name follows from what was bought, for whom and on which profile's invoices
 * @param firstCharge of all its charges
 * @param lastCharge of its newest charge
 * @param currency ISO 4217
 * @param billed what the newest charge is, before tax; several of one moment are added up
 * @param quantity likewise; null where the charge does not say
 * @param columns what its newest charge says, a JSON object of FOCUS columns
 */
public record Product(
        String name,
        Instant firstCharge,
        Instant lastCharge,
        String currency,
        BigDecimal billed,
        @Nullable BigDecimal quantity,
        String profile,
        @Nullable String profileName,
        @Nullable String customer,
        @Nullable String customerName,
        String columns) {}
