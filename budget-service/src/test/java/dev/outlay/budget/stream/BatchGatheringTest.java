package dev.outlay.budget.stream;

import static dev.outlay.budget.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes while a batch is being recorded goes into the next one, in order, up to a bound, and is acknowledged after it. */
class BatchGatheringTest {

    private static final int MOST = 10;

    private final Vertx vertx = Vertx.vertx();
    private final List<List<Long>> batches = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> recorded = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Long> refused = new CopyOnWriteArrayList<>();
    private final BatchGathering gathering = new BatchGathering(MOST, vertx, this::record);

    @AfterEach
    void noThreadIsLeft() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatComesWhileABatchIsRunningIsOneBatchAfterIt() {
        assertThat(gathering.take(message(0, 2))).isCompleted();
        awaitBatches(1);
        gathering.take(message(2, 1));
        gathering.take(message(3, 3));
        assertThat(batches).containsExactly(List.of(0L, 1L));

        recorded.getFirst().complete(null);
        awaitBatches(2);
        assertThat(batches.get(1)).containsExactly(2L, 3L, 4L, 5L);
        assertThat(acknowledged).containsExactly(0L);

        recorded.get(1).complete(null);
        await().untilAsserted(() -> assertThat(acknowledged).containsExactly(0L, 2L, 3L));
        assertThat(refused).isEmpty();
    }

    @Test
    void moreIsAskedForOnlyWhileFewerWaitThanABatchMayHaveAndNoBatchHasMore() {
        gathering.take(message(0, 1));
        awaitBatches(1);
        assertThat(gathering.take(message(1, 6))).isCompleted();
        CompletableFuture<Void> full = gathering.take(message(7, 6));
        assertThat(full).isNotDone();

        recorded.getFirst().complete(null);
        awaitBatches(2);
        assertThat(batches.get(1)).hasSize(6);
        assertThat(full).as("asked for beside the batch").succeedsWithin(Duration.ofSeconds(20));

        recorded.get(1).complete(null);
        awaitBatches(3);
        assertThat(batches.get(2)).hasSize(6).startsWith(7L);
    }

    @Test
    void aMessageWithMoreThanABatchMayHaveIsABatchOfItsOwn() {
        gathering.take(message(0, MOST + 5));
        awaitBatches(1);

        assertThat(batches.getFirst()).hasSize(MOST + 5);
    }

    @Test
    void whatFailsIsRefusedAndNotAcknowledged() {
        gathering.take(message(0, 1));
        awaitBatches(1);
        recorded.getFirst().completeExceptionally(new IllegalStateException("a defect"));

        await().untilAsserted(() -> assertThat(refused).containsExactly(0L));
        assertThat(acknowledged).isEmpty();
    }

    private void awaitBatches(int count) {
        await().until(() -> batches.size() == count && recorded.size() == count);
    }

    private Uni<Void> record(List<ConsumerRecord<String, byte[]>> records) {
        batches.add(records.stream().map(ConsumerRecord::offset).toList());
        CompletableFuture<Void> done = new CompletableFuture<>();
        recorded.add(done);
        return Uni.createFrom().completionStage(done);
    }

    private Message<ConsumerRecords<String, byte[]>> message(long from, int count) {
        List<ConsumerRecord<String, byte[]>> records = IntStream.range(0, count)
                .mapToObj(i -> new ConsumerRecord<>("cost-events", 0, from + i, "key", new byte[0]))
                .toList();
        return Message.of(
                new ConsumerRecords<>(Map.of(new TopicPartition("cost-events", 0), records), Map.of()),
                () -> note(acknowledged, from),
                failure -> note(refused, from));
    }

    private static CompletableFuture<Void> note(List<Long> where, long from) {
        where.add(from);
        return CompletableFuture.completedFuture(null);
    }
}
