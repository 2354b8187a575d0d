package dev.outlay.ingest.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Counts the acknowledgements of one publication; done with the last one, failed with the first that does not come. */
final class Publication implements Callback {
    private final AtomicInteger outstanding;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    Publication(int records) {
        this.outstanding = new AtomicInteger(records);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            acknowledged.completeExceptionally(Unacknowledged.because(failure));
        } else if (outstanding.decrementAndGet() == 0) {
            acknowledged.complete(null);
        }
    }

    boolean hasFailed() {
        return acknowledged.isCompletedExceptionally();
    }

    CompletableFuture<Void> whenAcknowledged() {
        return acknowledged;
    }
}
