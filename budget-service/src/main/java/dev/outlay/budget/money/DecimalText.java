package dev.outlay.budget.money;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads a decimal within the bounds of the contract: at most 20 integer and 18 fraction digits, exponent within 40 of zero. */
public final class DecimalText {

    private static final int MAX_LENGTH = 100;
    private static final int MAX_EXPONENT = 40;
    private static final int MAX_INTEGER_DIGITS = 20;
    private static final int MAX_FRACTION_DIGITS = 18;

    private DecimalText() {}

    /**
     * The decimal, without trailing zeros after the point; empty when the text is no decimal or is out of bounds. The exponent is looked at before
     * anything is computed, so that {@code 1e999999999} costs nothing.
     */
    public static Optional<BigDecimal> read(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !exponentIsSmall(text)) {
            return Optional.empty();
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException notADecimal) {
            return Optional.empty();
        }
        if (value.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal shortest = value.scale() > 0 ? value.stripTrailingZeros() : value;
        if (shortest.scale() < 0) {
            shortest = shortest.setScale(0);
        }
        boolean fits = shortest.scale() <= MAX_FRACTION_DIGITS
                && shortest.precision() - shortest.scale() <= MAX_INTEGER_DIGITS;
        return fits ? Optional.of(shortest) : Optional.empty();
    }

    private static boolean exponentIsSmall(String text) {
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (at < 0) {
            return true;
        }
        int exponent = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                exponent = exponent * 10 + (c - '0');
                if (exponent > MAX_EXPONENT) {
                    return false;
                }
            }
        }
        return true;
    }
}
