package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An address to which no mail goes any more, till somebody lifts that.
 *
 * @param address    in lower case
 * @param budgetUuid the budget whose alerts are meant; empty where all mail is
 * @param budgetId   its ARM id at that time
 * @param detail     what the mail server answered, where it refused the address
 * @param delivery   the mail that was unsubscribed from, or refused
 * @param createdAt  since when, UTC
 */
public record Suppression(
        UUID id,
        String address,
        Optional<UUID> budgetUuid,
        Optional<String> budgetId,
        Cause cause,
        Optional<String> detail,
        UUID delivery,
        Instant createdAt) {

    /** Why. */
    public enum Cause {
        /** Whoever reads there wants no mail about the budget. */
        UNSUBSCRIBED("Unsubscribed", "unsubscribed", "whoever reads there has unsubscribed from this budget"),
        /** The mail server has said for good that it takes nothing for the address. */
        REFUSED("Refused", Outcome.Refused.ADDRESS, "the mail server has refused the address for good");

        private final String word;
        private final String reason;
        private final String sentence;

        Cause(String word, String reason, String sentence) {
            this.word = word;
            this.reason = reason;
            this.sentence = sentence;
        }

        /** The word in the table and in the API. */
        public String word() {
            return word;
        }

        /** The reason of a delivery that is withheld for it. */
        String reason() {
            return reason;
        }

        /** The same for people. */
        String sentence() {
            return sentence;
        }

        /** The cause with this word, which is one. */
        static Cause ofWord(String word) {
            for (Cause cause : values()) {
                if (cause.word.equals(word)) {
                    return cause;
                }
            }
            throw new IllegalArgumentException(word);
        }
    }
}
