package dev.outlay.alert.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * The record of a crossing and what people made of it.
 *
 * @param crossing         what was said, unchanged
 * @param filterJson       the budget's filter as JSON in ARM's shape; empty where it has none
 * @param status           whether somebody put it aside
 * @param createdAt        when it was recorded, UTC
 * @param modifiedAt       when anything about it changed last, UTC
 * @param statusModifiedAt when somebody dismissed or reactivated it last, UTC
 * @param statusModifiedBy who did that: a principal's id
 */
public record Alert(
        Crossing crossing,
        Optional<String> filterJson,
        Status status,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> statusModifiedAt,
        Optional<String> statusModifiedBy) {

    /** Whether somebody put the alert aside. */
    public enum Status {
        /** Not put aside. */
        ACTIVE("Active"),
        /** Put aside by somebody; it can be made active again. */
        DISMISSED("Dismissed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The word in ARM's dialect and in the table. */
        public String word() {
            return word;
        }

        /** The status with this word, whatever its casing; empty for words that nobody may set. */
        public static Optional<Status> ofWord(String word) {
            for (Status status : values()) {
                if (status.word.equalsIgnoreCase(word)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }
    }
}
