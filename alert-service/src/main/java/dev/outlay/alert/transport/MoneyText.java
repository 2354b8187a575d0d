package dev.outlay.alert.transport;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * Amounts as people read them: rounded half even to the currency's own digits, grouped as in the reader's language. The
 * currency is always its ISO 4217 code, since signs are shared by many; it stands where the language has it.
 */
final class MoneyText {

    private MoneyText() {}

    /** The number without the currency. */
    static String number(BigDecimal amount, String currency, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        int digits = digits(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(amount);
    }

    /** The number with the currency's code. */
    static String amount(BigDecimal amount, String currency, Locale locale) {
        String number = number(amount, currency, locale);
        return codeComesFirst(locale) ? currency + " " + number : number + " " + currency;
    }

    /**
     * A quantity with the unit in which it is measured, which is a word of the charges in no language of the reader's: {@code 812.25 GB}, or {@code 812.25 × 100 GB} where the unit is a number of things. It has just
     * the digits it has, at most four after the point.
     */
    static String quantity(BigDecimal quantity, String unit, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(4);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(quantity) + (Character.isDigit(unit.charAt(0)) ? " × " : " ") + unit;
    }

    private static boolean codeComesFirst(Locale locale) {
        return !(NumberFormat.getCurrencyInstance(locale) instanceof DecimalFormat decimal)
                || decimal.toPattern().startsWith("\u00a4");
    }

    /** A percentage with just the digits it has, at most four after the point. */
    static String percent(BigDecimal percent, Locale locale) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(4);
        return format.format(percent.movePointLeft(2));
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}
