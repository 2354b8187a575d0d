package dev.outlay.ingest.charge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether crossings that a charge causes are told at once, gathered in a digest, or recorded only. */
public enum AlertsMode {
    TELL,
    DIGEST,
    RECORD;

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that word, or null. */
    public static @Nullable AlertsMode of(String text) {
        for (AlertsMode mode : values()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        return null;
    }
}
