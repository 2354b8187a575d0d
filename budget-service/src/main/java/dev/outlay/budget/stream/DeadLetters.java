package dev.outlay.budget.stream;

import dev.outlay.budget.outbox.KafkaOutlet;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * The way of what cannot be counted to {@code cost-events-rejected}. An original grows by a third there, so it may be more than the topic takes although
 * {@code cost-events} took it: then its beginning is sent, and where not even that fits, its place and what is wrong with it. Nothing blocks its partition for its size.
 */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** What is left of an original that is too large, tried in turn. */
    private static final List<Integer> BEGINNINGS = List.of(256 * 1024, 0);

    /** Every topic takes this; what is smaller cannot be what was refused for its size. */
    private static final int ALWAYS_FITS = 16 * 1024;

    private final KafkaOutlet outlet;

    DeadLetters(KafkaOutlet outlet) {
        this.outlet = outlet;
    }

    /** Completes when all are acknowledged; fails when the broker does not answer, and can then be repeated. */
    Uni<Void> send(List<RejectedCharge> rejected) {
        return outlet.send(rejected.stream().map(RejectedCharge::whole).toList())
                .onFailure(DeadLetters::isOnlyTooLarge)
                .recoverWithUni(() -> shortened(
                        rejected.stream().filter(DeadLetters::mayBeTooLarge).toList(), 0));
    }

    private Uni<Void> shortened(List<RejectedCharge> large, int attempt) {
        int bytes = BEGINNINGS.get(attempt);
        Uni<Void> sent =
                outlet.send(large.stream().map(one -> one.beginning(bytes)).toList());
        LOG.warnf(
                "%d rejected records are larger than %s takes; at most %d bytes of each are kept",
                large.size(), RejectedCharge.TOPIC, bytes);
        return attempt + 1 == BEGINNINGS.size()
                ? sent
                : sent.onFailure(DeadLetters::isOnlyTooLarge).recoverWithUni(() -> shortened(large, attempt + 1));
    }

    private static boolean mayBeTooLarge(RejectedCharge one) {
        String body = one.whole().body();
        return body != null && body.length() > ALWAYS_FITS;
    }

    /** Whether size is all that was wrong, so that everything else has been acknowledged. */
    private static boolean isOnlyTooLarge(Throwable failure) {
        return switch (failure) {
            case CompositeException many -> many.getCauses().stream().allMatch(DeadLetters::isOnlyTooLarge);
            case RecordTooLargeException tooLarge -> true;
            default -> failure.getCause() != null && isOnlyTooLarge(failure.getCause());
        };
    }
}
