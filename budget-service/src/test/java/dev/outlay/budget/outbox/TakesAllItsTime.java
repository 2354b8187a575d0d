package dev.outlay.budget.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Explains what says that it can be, and takes as long as it may for each. */
@Alternative
@Singleton
public class TakesAllItsTime implements Explainer {

    static final String TYPE = "test.unexplained";

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    /** Ids of what it was asked about. */
    static List<String> asked() {
        return ASKED;
    }

    @Override
    public Optional<Unexplained> unexplained(OutboxMessage message) {
        return TYPE.equals(message.headers().get("ce_type"))
                ? Optional.of(within -> explained(message, within))
                : Optional.empty();
    }

    private static Uni<Optional<OutboxMessage>> explained(OutboxMessage message, Duration within) {
        ASKED.add(message.eventId());
        return Uni.createFrom().item(Optional.of(message)).onItem().delayIt().by(within);
    }
}
