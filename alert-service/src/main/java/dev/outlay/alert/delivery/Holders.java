package dev.outlay.alert.delivery;

import java.util.Arrays;
import java.util.List;

/** How ids of principals go to the database and back: as one text, since an array of arrays has rows of one length only. */
final class Holders {

    /** {@code chr(31)}, the unit separator: an id that held it would be nobody's. */
    private static final String SEPARATOR = "\u001f";

    private Holders() {}

    static String write(List<String> holders) {
        return String.join(SEPARATOR, holders);
    }

    static List<String> read(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(SEPARATOR, -1));
    }
}
