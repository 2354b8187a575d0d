package dev.outlay.budget.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Says why what a message tells has happened. It is asked between the commit and the sending ({@link BoundedExplainer}). */
public interface Explainer {

    /** A message that could be explained. */
    interface Unexplained {

        /**
         * Explains it.
         *
         * @param within how long each statement may take; more than nothing
         * @return the same message under the same id, with the explanation; empty where there is none. May fail
         */
        Uni<Optional<OutboxMessage>> explained(Duration within);
    }

    /** Whether a message can be explained, as far as it says so itself; empty where it cannot. */
    Optional<Unexplained> unexplained(OutboxMessage message);
}
