package dev.outlay.ingest.charge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals as text. What is no decimal of at most {@value #MAX_INTEGER_DIGITS} integer and
 * {@value #MAX_FRACTION_DIGITS} fraction digits is found by looking at the text: a number such as {@code 1e999999999} is
 * refused without ever being built.
 */
final class Decimals {
    static final int MAX_INTEGER_DIGITS = 20;
    static final int MAX_FRACTION_DIGITS = 18;
    static final int MAX_EXPONENT = 40;
    static final int MAX_LENGTH = 64;

    private Decimals() {}

    /**
     * The plain form: no exponent, no needless zeros, so that equal numbers are equal texts.
     *
     * @return null where the text is no such decimal
     */
    static @Nullable String canonical(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return null;
        }
        int at = text.charAt(0) == '-' ? 1 : 0;
        int integerStart = at;
        at = digitsFrom(text, at);
        int integerDigits = at - integerStart;
        int fractionDigits = 0;
        if (at < length && text.charAt(at) == '.') {
            int fractionStart = at + 1;
            at = digitsFrom(text, fractionStart);
            fractionDigits = at - fractionStart;
            if (fractionDigits == 0) {
                return null;
            }
        }
        if (integerDigits == 0 && fractionDigits == 0) {
            return null;
        }
        if (at == length && isCanonical(text, integerStart, integerDigits, fractionDigits)) {
            return text;
        }
        return at < length && !isExponent(text, at) ? null : rewritten(text);
    }

    private static boolean isCanonical(String text, int integerStart, int integerDigits, int fractionDigits) {
        boolean leadingZero = integerDigits > 1 && text.charAt(integerStart) == '0';
        boolean trailingZero = fractionDigits > 0 && text.charAt(text.length() - 1) == '0';
        boolean zero = fractionDigits == 0 && integerDigits == 1 && text.charAt(integerStart) == '0';
        return integerDigits > 0
                && integerDigits <= MAX_INTEGER_DIGITS
                && fractionDigits <= MAX_FRACTION_DIGITS
                && !leadingZero
                && !trailingZero
                && !(zero && integerStart == 1);
    }

    private static boolean isExponent(String text, int at) {
        char mark = text.charAt(at);
        if (mark != 'e' && mark != 'E') {
            return false;
        }
        int start = at + 1;
        if (start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
            start++;
        }
        int digits = text.length() - start;
        return digits >= 1
                && digits <= 2
                && digitsFrom(text, start) == text.length()
                && Integer.parseInt(text, start, text.length(), 10) <= MAX_EXPONENT;
    }

    private static @Nullable String rewritten(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal bare = number.stripTrailingZeros();
        boolean fits = bare.scale() <= MAX_FRACTION_DIGITS && bare.precision() - bare.scale() <= MAX_INTEGER_DIGITS;
        return fits ? bare.toPlainString() : null;
    }

    /** Whether a text is ASCII digits and nothing else. */
    static boolean allDigits(String text) {
        return digitsFrom(text, 0) == text.length();
    }

    private static int digitsFrom(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
