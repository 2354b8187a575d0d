package dev.outlay.budget.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** How many decimals a currency is paid with: what is estimated rather than added up is shown with these. */
public final class MinorUnits {

    private static final int USUAL = 2;

    private MinorUnits() {}

    /**
     * An amount with the decimals of its currency, half-even.
     *
     * @param currency ISO 4217; one that Java does not know has two decimals
     */
    public static BigDecimal rounded(BigDecimal amount, String currency) {
        return amount.setScale(of(currency), RoundingMode.HALF_EVEN);
    }

    private static int of(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? USUAL : digits;
        } catch (IllegalArgumentException unknown) {
            return USUAL;
        }
    }
}
