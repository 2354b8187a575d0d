package dev.outlay.budget.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a charge costs in US dollars, and how that is known. Either cost may be known before the other: what a row states counts at once, whatever the other waits for.
 *
 * @param billed billed cost in dollars; null while it waits for a rate
 * @param effective effective cost in dollars; null while it waits for a rate
 * @param rate dollars for one unit of the billing currency where the amounts were computed here; null where the row said them itself
 * @param rateDay the day of that rate; null as the rate, or where the row gave a rate without a day
 */
public record DollarValue(
        @Nullable BigDecimal billed,
        @Nullable BigDecimal effective,
        @Nullable BigDecimal rate,
        @Nullable LocalDate rateDay) {

    private static final int SCALE = 18;

    /** Whether nothing of it waits for a rate. */
    public boolean isWhole() {
        return billed != null && effective != null;
    }

    /** An amount times a rate, at scale 18, half-even. */
    public static BigDecimal convert(BigDecimal amount, BigDecimal dollarsPerUnit) {
        return shortest(amount.multiply(dollarsPerUnit).setScale(SCALE, RoundingMode.HALF_EVEN));
    }

    /**
     * Finds the dollars of a charge: from its own dollar columns, else because it is billed in dollars, else by its own rate, else by the table.
     *
     * @param billedInUsd x_BilledCostInUsd, null when absent
     * @param effectiveInUsd x_EffectiveCostInUsd, null when absent
     * @param ownRate dollars for one unit of the billing currency by the row's own rate, null when it has none
     * @param rates the table
     * @return with null for what is neither stated nor can be computed, because there is no rate; null when that is both
     */
    public static @Nullable DollarValue of(
            String currency,
            LocalDate chargeDay,
            BigDecimal billed,
            BigDecimal effective,
            @Nullable BigDecimal billedInUsd,
            @Nullable BigDecimal effectiveInUsd,
            @Nullable BigDecimal ownRate,
            @Nullable LocalDate ownRateDay,
            ExchangeRates rates) {
        if (currency.equals("USD")) {
            return new DollarValue(billed, effective, null, null);
        }
        if (billedInUsd != null && (effectiveInUsd != null || effective.compareTo(billed) == 0)) {
            return new DollarValue(billedInUsd, effectiveInUsd == null ? billedInUsd : effectiveInUsd, null, null);
        }
        if (effectiveInUsd != null && effective.compareTo(billed) == 0) {
            return new DollarValue(effectiveInUsd, effectiveInUsd, null, null);
        }
        BigDecimal rate = ownRate;
        LocalDate day = ownRateDay;
        if (rate == null) {
            ExchangeRates.DollarRate found =
                    rates.dollarsFor(currency, chargeDay).orElse(null);
            if (found == null) {
                return billedInUsd == null && effectiveInUsd == null
                        ? null
                        : new DollarValue(billedInUsd, effectiveInUsd, null, null);
            }
            rate = found.value();
            day = found.day();
        }
        return new DollarValue(
                billedInUsd == null ? convert(billed, rate) : billedInUsd,
                effectiveInUsd == null ? convert(effective, rate) : effectiveInUsd,
                rate,
                day);
    }

    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
