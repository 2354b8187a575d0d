package dev.outlay.budget.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Says why what a message tells has happened. It is asked between the commit and the sending ({@link BoundedExplainer}). */
public interface Explainer {

    /** Less is not asked for: what a database does in that time is begin. */
    Duration LEAST = Duration.ofMillis(5);

    /** A message that could be explained. */
    interface Unexplained {

        /**
         * Explains it.
         *
         * @param within how long it may take in all; {@link #LEAST} or more
         * @return the same message under the same id, with the explanation; empty where there is none. May fail, with a {@link TimeoutException} where the time is over
         */
        Uni<Optional<OutboxMessage>> explained(Duration within);

        /** Of what is sent at once, what has a lower number is asked about first: less has to be looked at for it. Nothing is sent in that order. */
        default int turn() {
            return 0;
        }

        /** False where it took too long lately, so that asking again would only cost the database what it cost then. */
        default boolean isWorthAsking() {
            return true;
        }
    }

    /** Whether a message can be explained, as far as it says so itself; empty where it cannot. */
    Optional<Unexplained> unexplained(OutboxMessage message);

    /** Whether a message is of a kind that is explained. Who can tell by its headers does, so that what nobody is asked about is counted without being read; its body may still say that it is not to be explained. */
    default boolean concerns(OutboxMessage message) {
        return unexplained(message).isPresent();
    }
}
