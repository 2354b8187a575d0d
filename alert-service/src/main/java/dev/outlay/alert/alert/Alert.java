package dev.outlay.alert.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The record of a crossing and what people made of it.
 *
 * @param crossing         what was said, unchanged
 * @param filterJson       the budget's filter as JSON in ARM's shape; empty where it has none
 * @param status           whether it was put aside, or a higher one of its budget has come
 * @param createdAt        when it was recorded, UTC
 * @param modifiedAt       when anything about it changed last, UTC
 * @param statusModifiedAt when somebody dismissed or reactivated it last, UTC
 * @param statusModifiedBy who did that: a principal's id
 * @param overriddenBy     the alert of a higher threshold of the same budget, period and kind of threshold that has come since, or that there
 *     was already
 * @param closedAt         when that was, UTC; empty where it is not overridden
 */
public record Alert(
        Crossing crossing,
        Optional<String> filterJson,
        Status status,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> statusModifiedAt,
        Optional<String> statusModifiedBy,
        Optional<UUID> overriddenBy,
        Optional<Instant> closedAt) {

    /** What became of an alert. */
    public enum Status {
        /** Not put aside. */
        ACTIVE("Active"),
        /** Put aside by somebody; it can be made active again. */
        DISMISSED("Dismissed"),
        /** A higher threshold of the same budget was crossed in the same period: this one says less. */
        OVERRIDDEN("Overridden");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The word in ARM's dialect and in the table. */
        public String word() {
            return word;
        }

        /** Whether people may set it; the others come about by themselves. */
        public boolean isSettable() {
            return this != OVERRIDDEN;
        }

        /** The status with this word, whatever its casing; empty where there is none. */
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
