package dev.outlay.budget.export;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of an export, as its history shows it.
 *
 * @param occurrence of the schedule; null where somebody has asked for it
 * @param submittedBy id of the principal, or System
 * @param first first day of the charges, UTC
 * @param last the last one, included
 * @param settings JSON: properties of the export when it was submitted
 * @param fileName below the folder of all exports; null where nothing was written
 * @param bytes of that file
 * @param errorCode null where nothing has failed
 */
public record ExportRun(
        UUID id,
        @Nullable Instant occurrence,
        String submittedBy,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        State state,
        LocalDate first,
        LocalDate last,
        String settings,
        @Nullable String fileName,
        @Nullable Long bytes,
        @Nullable String errorCode,
        @Nullable String error) {

    /** How far it is, with the code that the database keeps. */
    public enum State {
        QUEUED(1, "Queued"),
        IN_PROGRESS(2, "InProgress"),
        COMPLETED(3, "Completed"),
        FAILED(4, "Failed"),
        /** There were no charges, and nothing was written. */
        NO_DATA(5, "DataNotAvailable");

        private final short code;
        private final String label;

        State(int code, String label) {
            this.code = (short) code;
            this.label = label;
        }

        short code() {
            return code;
        }

        /** Azure's word. */
        public String label() {
            return label;
        }

        static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state has the code " + code);
        }
    }
}
