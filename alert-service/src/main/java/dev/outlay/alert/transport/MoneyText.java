package dev.outlay.alert.transport;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them: rounded half even to the currency's own digits, grouped as in the reader's language. */
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

    /** The currency's code and the number. */
    static String amount(BigDecimal amount, String currency, Locale locale) {
        return currency + " " + number(amount, currency, locale);
    }

    /** A number with just the digits it has, at most four after the point. */
    static String plain(BigDecimal number, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(4);
        return format.format(number);
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }

    /** The locale of a tag such as {@code de-de}; English of the United States for what is no tag. */
    static Locale locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return locale.getLanguage().isEmpty() ? Locale.US : locale;
    }
}
