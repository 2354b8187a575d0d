package dev.outlay.ingest.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Where an import stands: {@code Queued → Running → Completed | Failed}. An import that was cut off is Running again, or
 * Queued, after the restart.
 */
public enum ImportState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED;

    /** The word on the wire. */
    @JsonValue
    public String text() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    boolean ended() {
        return this == COMPLETED || this == FAILED;
    }
}
