package dev.outlay.budget.pricesheet;

import dev.outlay.budget.money.DecimalText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of a file while it is read: each cell is checked, whatever is wrong with the others. */
final class PriceRow {

    private static final int LONGEST = 2_048;
    private static final Pattern TERM = Pattern.compile("P[1-9][0-9]{0,2}[YM]");
    private static final List<String> PRICE_TYPES = List.of("Consumption", "SavingsPlan", "ReservedInstance");

    private final long line;
    private final PriceSheetProblems problems;
    private final @Nullable String[] texts = new @Nullable String[PriceSheetColumn.values().length];

    PriceRow(long line, PriceSheetProblems problems) {
        this.line = line;
        this.problems = problems;
    }

    /** Takes what a cell says, in one way of writing it, or adds what is wrong with it. */
    void read(PriceSheetColumn column, String cell) {
        String said = cell.strip();
        if (said.isEmpty()) {
            if (column.isRequired()) {
                problems.add(line, column, "MissingValue", "Every price has to say it.");
            }
            return;
        }
        texts[column.ordinal()] = switch (column.kind()) {
            case TEXT -> text(column, said);
            case DECIMAL -> decimal(column, said);
            case CURRENCY -> currency(column, said);
            case TIME -> time(column, said);
            case PRICE_TYPE -> priceType(column, said);
            case TERM -> term(column, said);
        };
    }

    private @Nullable String text(PriceSheetColumn column, String said) {
        if (said.length() > LONGEST) {
            return refused(column, "TooLong", "At most " + LONGEST + " characters.");
        }
        return said.indexOf('\0') >= 0 ? refused(column, "InvalidText", "U+0000 cannot be kept.") : said;
    }

    private @Nullable String decimal(PriceSheetColumn column, String said) {
        Optional<BigDecimal> number = DecimalText.read(said);
        if (number.isEmpty() || number.get().signum() < 0) {
            return refused(
                    column,
                    "InvalidNumber",
                    "A decimal of 0 or more, with a point, at most 20 digits before it and 18 behind it.");
        }
        return number.get().toPlainString();
    }

    private @Nullable String currency(PriceSheetColumn column, String said) {
        boolean isCode = said.length() == 3 && said.chars().allMatch(c -> c >= 'A' && c <= 'Z');
        return isCode ? said : refused(column, "InvalidCurrency", "Three capital letters, such as USD.");
    }

    private @Nullable String time(PriceSheetColumn column, String said) {
        Optional<Instant> time = EffectiveTime.read(said);
        return time.isPresent()
                ? time.get().toString()
                : refused(column, "InvalidDate", "A day such as 2026-11-01 or 11/01/2026, or a time as ISO 8601.");
    }

    private @Nullable String priceType(PriceSheetColumn column, String said) {
        for (String type : PRICE_TYPES) {
            if (type.toLowerCase(Locale.ROOT).equals(said.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        return refused(column, "InvalidPriceType", "One of " + String.join(", ", PRICE_TYPES) + ".");
    }

    private @Nullable String term(PriceSheetColumn column, String said) {
        return TERM.matcher(said).matches()
                ? said
                : refused(column, "InvalidTerm", "Years or months, such as P1Y; empty for none.");
    }

    private @Nullable String refused(PriceSheetColumn column, String code, String message) {
        problems.add(line, column, code, message);
        return null;
    }

    @Nullable
    String text(PriceSheetColumn column) {
        return texts[column.ordinal()];
    }

    /** Null where it says none, or none that can be read. */
    @Nullable
    Instant time(PriceSheetColumn column) {
        String text = text(column);
        return text == null ? null : Instant.parse(text);
    }

    Price price(int number) {
        return new Price(number, texts);
    }
}
