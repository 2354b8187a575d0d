package dev.outlay.ingest.charge;

import static dev.outlay.ingest.charge.ProblemCode.INVALID_DECIMAL;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TEXT;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_VALUE;
import static dev.outlay.ingest.charge.ProblemCode.TEXT_TOO_LONG;
import static dev.outlay.ingest.charge.ProblemCode.UNKNOWN_CURRENCY;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules about a single value. Each gives the canonical text, or null after telling the problem. */
final class Values {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<String> CATEGORIES = List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment");

    private static final Set<String> YES = Set.of("true", "1", "yes");
    private static final Set<String> NO = Set.of("false", "0", "no");

    private Values() {}

    static @Nullable String text(Column column, String text, Consumer<Problem> problems) {
        if (Texts.isLongerThan(text, column.maxBytes())) {
            problems.accept(Problem.of(
                    column,
                    TEXT_TOO_LONG,
                    column.text() + " is longer than " + column.maxBytes() + " bytes of UTF-8."));
            return null;
        }
        if (!Texts.storable(text)) {
            problems.accept(unstorable(column));
            return null;
        }
        return text;
    }

    static @Nullable String decimal(Column column, String text, Consumer<Problem> problems) {
        String canonical = Decimals.canonical(text);
        if (canonical == null) {
            problems.accept(Problem.of(
                    column,
                    INVALID_DECIMAL,
                    column.text() + " is not a decimal with at most " + Decimals.MAX_INTEGER_DIGITS + " integer and "
                            + Decimals.MAX_FRACTION_DIGITS + " fraction digits: '" + Texts.shown(text) + "'."));
        }
        return canonical;
    }

    static @Nullable String currency(Column column, String text, Consumer<Problem> problems) {
        if (!CURRENCIES.contains(text)) {
            problems.accept(Problem.of(
                    column,
                    UNKNOWN_CURRENCY,
                    column.text() + " is not an ISO 4217 code in capital letters: '" + Texts.shown(text) + "'."));
            return null;
        }
        return text;
    }

    static @Nullable String category(Column column, String text, Consumer<Problem> problems) {
        return oneOf(column, text, CATEGORIES, problems);
    }

    static @Nullable String chargeClass(Column column, String text, Consumer<Problem> problems) {
        return oneOf(column, text, List.of("Correction"), problems);
    }

    static @Nullable String flag(Column column, String text, Consumer<Problem> problems) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (YES.contains(lower)) {
            return "true";
        }
        if (NO.contains(lower)) {
            return "false";
        }
        problems.accept(Problem.of(
                column, INVALID_VALUE, column.text() + " is neither true nor false: '" + Texts.shown(text) + "'."));
        return null;
    }

    private static @Nullable String oneOf(
            Column column, String text, List<String> allowed, Consumer<Problem> problems) {
        int at = allowed.indexOf(text);
        if (at < 0) {
            problems.accept(Problem.of(
                    column,
                    INVALID_VALUE,
                    column.text() + " is none of " + String.join(", ", allowed) + ": '" + Texts.shown(text) + "'."));
            return null;
        }
        return allowed.get(at);
    }

    private static Problem unstorable(Column column) {
        return Problem.of(
                column,
                INVALID_TEXT,
                column.text() + " holds U+0000 or half a surrogate pair, which cannot be stored.");
    }
}
