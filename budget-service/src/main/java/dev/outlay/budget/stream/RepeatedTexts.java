package dev.outlay.budget.stream;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives out one String for texts that come again and again: of the forty of a charge most are those of the charge before. A batch holds its texts until it is committed, and
 * copying them was the collector's main work.
 *
 * <p>A table of fixed size in which a newer text takes the place of an older one: it forgets, and never grows. Threads may share it, since a String is complete for whoever
 * sees it.
 */
final class RepeatedTexts {

    private static final int SLOTS = 1 << 16;

    /** Longer texts are descriptions, of which few are alike. */
    private static final int LONGEST = 256;

    private final @Nullable String[] table = new @Nullable String[SLOTS];

    /** The text at which the parser stands. */
    String current(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > LONGEST) {
            return parser.getText();
        }
        char[] characters = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + characters[from + i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String known = table[slot];
        if (known != null && isEqual(known, characters, from, length)) {
            return known;
        }
        String text = new String(characters, from, length);
        table[slot] = text;
        return text;
    }

    private static boolean isEqual(String known, char[] characters, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != characters[from + i]) {
                return false;
            }
        }
        return true;
    }
}
