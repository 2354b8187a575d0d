package dev.outlay.budget.stream;

import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.budget.money.DecimalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numeric columns of a charge while it is read, and what follows from them. In the billing currency unless the name says otherwise. */
final class ChargeAmounts {

    /** Named as the columns are. */
    enum Amount {
        BilledCost,
        EffectiveCost,
        ListCost,
        ListUnitPrice,
        PricingQuantity,
        ConsumedQuantity,
        x_BilledCostInUsd,
        x_EffectiveCostInUsd,
        x_BillingExchangeRate
    }

    private static final Map<String, Amount> BY_NAME = new HashMap<>();

    static {
        for (Amount amount : Amount.values()) {
            BY_NAME.put(amount.name(), amount);
        }
    }

    private final Map<Amount, BigDecimal> amounts = new EnumMap<>(Amount.class);

    static boolean isAmount(String column) {
        return BY_NAME.containsKey(column);
    }

    /** Takes a column's value; absent when null or empty. What is returned is wrong with it; null when nothing is. */
    @Nullable
    ChargeProblem read(String column, JsonToken token, @Nullable String value) {
        Amount amount = BY_NAME.get(column);
        if (amount == null || value == null || value.isEmpty()) {
            return null;
        }
        boolean number = token == JsonToken.VALUE_STRING || token.isNumeric();
        BigDecimal decimal = number ? DecimalText.read(value).orElse(null) : null;
        if (decimal == null) {
            return new ChargeProblem(
                    "InvalidDecimal",
                    "/data/" + column,
                    column + " is a decimal of at most 20 integer and 18 fraction digits.");
        }
        amounts.put(amount, decimal);
        return null;
    }

    @Nullable
    BigDecimal get(Amount amount) {
        return amounts.get(amount);
    }

    /** EffectiveCost, or what was billed where it is absent. */
    BigDecimal effective(BigDecimal billed) {
        return amounts.getOrDefault(Amount.EffectiveCost, billed);
    }

    /** PricingQuantity, or ConsumedQuantity where it is absent. */
    @Nullable
    BigDecimal quantity() {
        BigDecimal quantity = amounts.get(Amount.PricingQuantity);
        return quantity == null ? amounts.get(Amount.ConsumedQuantity) : quantity;
    }

    /** Retail: ListCost, else list unit price times quantity; never billed, contracted or effective cost in its place. */
    @Nullable
    BigDecimal list() {
        BigDecimal list = amounts.get(Amount.ListCost);
        BigDecimal price = amounts.get(Amount.ListUnitPrice);
        BigDecimal quantity = amounts.get(Amount.PricingQuantity);
        return list != null || price == null || quantity == null ? list : price.multiply(quantity);
    }

    /** The row's rate says how much billing currency a unit of pricing currency costs; it gives dollars when that is the dollar. */
    @Nullable
    BigDecimal ownRate(@Nullable String pricingCurrency) {
        BigDecimal rate = amounts.get(Amount.x_BillingExchangeRate);
        if (rate == null || rate.signum() <= 0 || !"USD".equals(pricingCurrency)) {
            return null;
        }
        return BigDecimal.ONE.divide(rate, MathContext.DECIMAL128);
    }
}
