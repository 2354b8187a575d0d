package dev.outlay.ingest.charge;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a text may hold, and the names that stand at the end of paths. */
public final class Texts {
    private Texts() {}

    /** Whether a text can be stored: no U+0000 and no half of a surrogate pair. */
    public static boolean storable(String text) {
        int length = text.length();
        for (int at = 0; at < length; at++) {
            if ((char) (text.charAt(at) - 1) >= Character.MIN_SURROGATE - 1) { // U+0000, or from the surrogates on
                return storableFrom(at, text);
            }
        }
        return true;
    }

    /** The same, unit by unit, for the few texts that hold what the first look cannot tell. */
    private static boolean storableFrom(int start, String text) {
        for (int at = start; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!pair) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    /** Whether a text has more bytes in UTF-8 than that. */
    public static boolean isLongerThan(String text, int bytes) {
        return text.length() > bytes || text.length() * 3L > bytes && text.getBytes(UTF_8).length > bytes;
    }

    /** Whether a text is empty, or blanks and control characters only. */
    static boolean blank(String text) {
        return text.isBlank();
    }

    /** The last segment of a path such as {@code /subscriptions/{id}}; the text itself where it is no path. */
    public static String lastSegment(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(text.lastIndexOf('/', end - 1) + 1, end);
    }

    /** One segment of a JSON pointer, escaped as RFC 6901 says. */
    static String pointerSegment(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A text cut to what a message can show, without anything that cannot be shown. */
    static String shown(String text) {
        String start = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        StringBuilder clean = new StringBuilder(start.length());
        start.chars()
                .forEach(unit -> clean.append(Character.isISOControl(unit) || isSurrogate(unit) ? '?' : (char) unit));
        return clean.toString();
    }

    private static boolean isSurrogate(int unit) {
        return Character.isSurrogate((char) unit);
    }
}
