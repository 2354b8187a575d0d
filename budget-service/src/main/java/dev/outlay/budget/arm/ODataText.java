package dev.outlay.budget.arm;

import java.util.function.Supplier;

/** Reads a filter of OData's from left to right, once. */
final class ODataText {

    private final String text;
    private final Supplier<RuntimeException> refusal;
    private int index;

    /** @param refusal thrown at what cannot be read */
    ODataText(String text, Supplier<RuntimeException> refusal) {
        this.text = text;
        this.refusal = refusal;
        space();
    }

    boolean isAtEnd() {
        return index == text.length();
    }

    /** Refuses whatever is left. */
    void end() {
        if (!isAtEnd()) {
            throw refusal.get();
        }
    }

    /** Takes a word in any casing, with the space behind it. */
    void word(String word) {
        if (!text.regionMatches(true, index, word, 0, word.length())) {
            throw refusal.get();
        }
        index += word.length();
        space();
    }

    /** Takes a word in any casing, with the space behind it, where it comes next; false where it does not. */
    boolean takes(String word) {
        if (!text.regionMatches(true, index, word, 0, word.length())) {
            return false;
        }
        index += word.length();
        space();
        return true;
    }

    /** Takes what stands between quotes, in which a quote is written twice. */
    String quotedValue() {
        if (isAtEnd() || text.charAt(index) != '\'') {
            throw refusal.get();
        }
        return value();
    }

    /** Takes letters, digits and slashes, as many as there are, with the space behind them. */
    String name() {
        int start = index;
        while (index < text.length() && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '/')) {
            index++;
        }
        if (start == index) {
            throw refusal.get();
        }
        String name = text.substring(start, index);
        space();
        return name;
    }

    /** Takes what stands between quotes, in which a quote is written twice, or a word without quotes. Nothing that is kept has a U+0000, so that nobody can mean one. */
    String value() {
        if (isAtEnd()) {
            throw refusal.get();
        }
        String value = text.charAt(index) == '\'' ? quoted() : bare();
        if (value.indexOf('\0') >= 0) {
            throw refusal.get();
        }
        space();
        return value;
    }

    private String bare() {
        int start = index;
        while (index < text.length() && text.charAt(index) != ' ') {
            index++;
        }
        return text.substring(start, index);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (index++; index < text.length(); index++) {
            boolean quote = text.charAt(index) == '\'';
            boolean twice = quote && index + 1 < text.length() && text.charAt(index + 1) == '\'';
            if (quote && !twice) {
                index++;
                return value.toString();
            }
            index += twice ? 1 : 0;
            value.append(text.charAt(index));
        }
        throw refusal.get();
    }

    private void space() {
        while (index < text.length() && text.charAt(index) == ' ') {
            index++;
        }
    }
}
