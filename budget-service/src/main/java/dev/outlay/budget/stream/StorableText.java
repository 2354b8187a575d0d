package dev.outlay.budget.stream;

import org.jspecify.annotations.Nullable;

/** What a text must not be: longer than its place allows, or something that PostgreSQL cannot hold. */
final class StorableText {

    private StorableText() {}

    /** What is wrong with the text; null when nothing is. */
    static @Nullable ChargeProblem problemOf(String path, String value, int maxLength) {
        if (value.length() > maxLength) {
            return new ChargeProblem("TooLong", path, "At most " + maxLength + " characters.");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                return new ChargeProblem("InvalidText", path, "U+0000 cannot be stored.");
            }
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (!pair) {
                return new ChargeProblem("InvalidText", path, "A surrogate stands alone.");
            }
            i++;
        }
        return null;
    }
}
