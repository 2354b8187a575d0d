package dev.outlay.budget.pricesheet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line of a price sheet. A price is of one unit of measure from a number of units on; that of a reservation is of its whole term (functional-spec.md 2.7).
 */
public final class Price {

    private final int number;
    private final @Nullable String[] texts;

    /**
     * @param number from 1, in the order of the file
     * @param texts by the ordinal of their column: decimals plain, times as ISO 8601 in UTC; null for what is not said
     */
    Price(int number, @Nullable String[] texts) {
        this.number = number;
        this.texts = Arrays.copyOf(texts, texts.length);
    }

    /** Its place in the sheet, from 1. */
    public int number() {
        return number;
    }

    /** What it says in a column: a decimal plain, a time as ISO 8601 in UTC; null for nothing. */
    public @Nullable String text(PriceSheetColumn column) {
        return texts[column.ordinal()];
    }

    /** A price, in {@link PriceSheetColumn#CURRENCY}, or a number of units; exact, null where it says none. */
    public @Nullable BigDecimal number(PriceSheetColumn column) {
        String text = text(column);
        return text == null ? null : new BigDecimal(text);
    }

    /** A time; null where it says none. */
    public @Nullable Instant time(PriceSheetColumn column) {
        String text = text(column);
        return text == null ? null : Instant.parse(text);
    }
}
