package dev.outlay.budget.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** What a text must not be: longer than its place allows, or something that PostgreSQL cannot hold. */
final class StorableText {

    private StorableText() {}

    /** What is wrong with the text; null when nothing is. */
    static @Nullable ChargeProblem problemOf(String path, String value, int maxBytes) {
        if (isLongerThan(value, maxBytes)) {
            return new ChargeProblem("TooLong", path, "At most " + maxBytes + " bytes of UTF-8.");
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

    /** Index entries hold names, and the database bounds their length in bytes. */
    private static boolean isLongerThan(String value, int bytes) {
        return value.length() > bytes || value.length() * 3L > bytes && value.getBytes(UTF_8).length > bytes;
    }
}
