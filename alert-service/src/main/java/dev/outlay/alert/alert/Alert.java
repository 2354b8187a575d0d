package dev.outlay.alert.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The record of a crossing and what people made of it.
 *
 * @param crossing         what was said, unchanged
 * @param filterJson       the budget's filter as JSON in ARM's shape; empty where it has none
 * @param status           whether it was put aside, a higher one of its budget has come, or its cause is gone
 * @param createdAt        when it was recorded, UTC
 * @param modifiedAt       when anything about it changed last, UTC
 * @param statusModifiedAt when it was last dismissed or reactivated by somebody, or resolved or opened again by itself, UTC
 * @param statusModifiedBy who dismissed or reactivated it; empty where it was nobody
 * @param overriddenBy     the alert of a higher threshold of the same budget, period and kind of threshold that has come since, or that there
 *     was already
 * @param closedAt         when that was, or when its cause was gone, UTC; empty where it is neither overridden nor resolved
 * @param acknowledgements recipients who have said that they saw it, the first first
 * @param withheld         how many receivers are not told because who had them told, or they themselves, may not be told
 */
public record Alert(
        Crossing crossing,
        Optional<String> filterJson,
        Status status,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> statusModifiedAt,
        Optional<StatusModifier> statusModifiedBy,
        Optional<UUID> overriddenBy,
        Optional<Instant> closedAt,
        List<Acknowledgement> acknowledgements,
        int withheld) {

    /** What became of an alert. */
    public enum Status {
        /** Not put aside. */
        ACTIVE("Active"),
        /** Put aside by somebody; it can be made active again. */
        DISMISSED("Dismissed"),
        /** A higher threshold of the same budget was crossed in the same period: this one says less. */
        OVERRIDDEN("Overridden"),
        /** A restatement or an edit took the cause away, or its budget was deleted. It becomes active again when the cause is back. */
        RESOLVED("Resolved");

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
            return this == ACTIVE || this == DISMISSED;
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
