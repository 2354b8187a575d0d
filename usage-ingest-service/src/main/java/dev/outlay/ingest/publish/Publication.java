package dev.outlay.ingest.publish;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what becomes of the charges of one publication. Done with the last of them, when it is known which the broker will
 * never take; failed with the first of which the broker cannot say at present.
 */
final class Publication {
    private final AtomicInteger outstanding;
    private final Queue<RefusedCharge> refused = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<List<RefusedCharge>> settled = new CompletableFuture<>();

    Publication(int charges) {
        this.outstanding = new AtomicInteger(charges);
    }

    /** Hears of the charge in that place; called from Kafka's thread or, where it could not be sent at all, by the sender. */
    Callback of(int at) {
        return (metadata, failure) -> settle(at, failure);
    }

    private void settle(int at, @Nullable Exception failure) {
        if (failure != null) {
            RuntimeException reason = Unacknowledged.because(failure);
            if (!(reason instanceof BrokerRefused refusal)) {
                settled.completeExceptionally(reason);
                return;
            }
            refused.add(new RefusedCharge(at, refusal));
        }
        if (outstanding.decrementAndGet() == 0) {
            settled.complete(refused.stream()
                    .sorted(Comparator.comparingInt(RefusedCharge::at))
                    .toList());
        }
    }

    /** Nothing more is sent, whatever the reason: it is no single charge's, and what was sent before may have been written. */
    void fail(Exception failure) {
        settled.completeExceptionally(Unacknowledged.unavailable(failure));
    }

    boolean hasFailed() {
        return settled.isCompletedExceptionally();
    }

    /** The charges that the broker will never take, by their places; fails with {@link BrokerUnavailable}. */
    CompletableFuture<List<RefusedCharge>> whenSettled() {
        return settled;
    }
}
