package dev.outlay.alert.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt, as the transport saw it. Reasons are few and fixed: they label metrics. */
public sealed interface Outcome {

    /** The receiver has taken it. */
    record Accepted() implements Outcome {}

    /**
     * It may work later.
     *
     * @param detail what the receiver answered, shortened
     * @param after  how long the receiver asked to be left alone, where it did
     */
    record TryLater(String reason, String detail, Optional<Duration> after) implements Outcome {
        /** The receiver said nothing of when. */
        public TryLater(String reason, String detail) {
            this(reason, detail, Optional.empty());
        }
    }

    /** It will not work, however often it is tried. */
    record Refused(String reason, String detail) implements Outcome {
        /** The reason where a mail server takes nothing for the address, now or later. */
        public static final String ADDRESS = "address-refused";
    }
}
