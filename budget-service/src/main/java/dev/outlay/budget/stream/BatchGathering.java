package dev.outlay.budget.stream;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's records on their way into batches: whatever comes while a batch is being recorded goes into the next one, up to a bound. Without it a
 * record that has been polled waits for a batch of its own behind the one that runs, and one that has not waits for both; so it would take three batches' time instead of two
 * until it is recorded, and more transactions.
 *
 * <p>Records are recorded in the order in which they come, one batch at a time. A message is acknowledged when its batch is recorded, and the next one is asked for
 * only while fewer records wait than a batch may have.
 */
final class BatchGathering {

    private static final Logger LOG = Logger.getLogger(BatchGathering.class);

    private final int mostRecords;
    private final Vertx vertx;
    private final Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> recording;
    private final Deque<Message<ConsumerRecords<String, byte[]>>> waiting = new ArrayDeque<>();
    private int waitingRecords;
    private boolean running;
    private @Nullable CompletableFuture<Void> room;

    /**
     * @param mostRecords of a batch; a message that has more is a batch of its own
     * @param recording records a batch; fails only by a defect
     */
    BatchGathering(int mostRecords, Vertx vertx, Function<List<ConsumerRecord<String, byte[]>>, Uni<Void>> recording) {
        this.mostRecords = mostRecords;
        this.vertx = vertx;
        this.recording = recording;
    }

    /** Takes a message; the answer completes when the next one may come. */
    CompletableFuture<Void> take(Message<ConsumerRecords<String, byte[]>> message) {
        CompletableFuture<Void> next;
        synchronized (this) {
            waiting.add(message);
            waitingRecords += message.getPayload().count();
            next = new CompletableFuture<>();
            room = next;
        }
        recordNext();
        return next;
    }

    /** Begins a batch, unless one is running or nothing waits, and asks for more where there is room. */
    private void recordNext() {
        List<Message<ConsumerRecords<String, byte[]>>> batch = new ArrayList<>();
        CompletableFuture<Void> more = null;
        synchronized (this) {
            if (!running) {
                gather(batch);
                running = !batch.isEmpty();
            }
            if (waitingRecords < mostRecords) {
                more = room;
                room = null;
            }
        }
        if (!batch.isEmpty()) {
            begin(batch);
        }
        if (more != null) {
            more.complete(null);
        }
    }

    private void gather(List<Message<ConsumerRecords<String, byte[]>>> batch) {
        int records = 0;
        while (!waiting.isEmpty()) {
            int further = waiting.getFirst().getPayload().count();
            if (records > 0 && records + further > mostRecords) {
                return;
            }
            batch.add(waiting.removeFirst());
            records += further;
            waitingRecords -= further;
        }
    }

    /** On a context of its own, as database sessions want it. */
    private void begin(List<Message<ConsumerRecords<String, byte[]>>> batch) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        batch.forEach(message -> message.getPayload().forEach(records::add));
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(unused -> Uni.createFrom()
                .deferred(() -> recording.apply(records))
                .subscribe()
                .with(done -> recorded(batch), failure -> failed(batch, failure)));
    }

    private void recorded(List<Message<ConsumerRecords<String, byte[]>>> batch) {
        batch.forEach(Message::ack);
        idle();
    }

    /** The connector stops the consumer at what is not acknowledged, and health says so. */
    private void failed(List<Message<ConsumerRecords<String, byte[]>>> batch, Throwable failure) {
        LOG.errorf(failure, "A batch of %d messages cannot be recorded", batch.size());
        batch.forEach(message -> message.nack(failure));
        idle();
    }

    private void idle() {
        synchronized (this) {
            running = false;
        }
        recordNext();
    }
}
