package dev.outlay.budget.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/** The way to Kafka for everything that this service says; a message is sent when the broker has acknowledged it. */
@ApplicationScoped
public class KafkaOutlet {

    private final MutinyEmitter<Record<String, byte[]>> emitter;

    KafkaOutlet(
            @Channel("outlet") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<Record<String, byte[]>> emitter) {
        this.emitter = emitter;
    }

    /**
     * Sends messages, in their order, and completes on the caller's context when all are acknowledged. How many are on the way is bounded by the caller.
     */
    public Uni<Void> send(List<OutboxMessage> messages) {
        Context context = Vertx.currentContext();
        Uni<Void> sent = Uni.join()
                .all(messages.stream().map(this::sendOne).toList())
                .andCollectFailures()
                .replaceWithVoid();
        return context == null ? sent : sent.emitOn(command -> context.runOnContext(unused -> command.run()));
    }

    private Uni<Void> sendOne(OutboxMessage message) {
        return Uni.createFrom()
                .emitter(answer -> emitter.sendMessageAndForget(
                        Message.of(Record.of(message.key(), bytes(message.body())), Metadata.of(metadata(message)))
                                .withAck(() -> {
                                    answer.complete(null);
                                    return CompletableFuture.completedFuture(null);
                                })
                                .withNack(failure -> {
                                    answer.fail(failure);
                                    return CompletableFuture.completedFuture(null);
                                })));
    }

    @SuppressWarnings("NullAway") // A record without a value deletes its key; the API has no other way to say so.
    private static byte[] bytes(@Nullable String body) {
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    private static OutgoingKafkaRecordMetadata<String> metadata(OutboxMessage message) {
        Headers headers = new RecordHeaders();
        message.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(message.topic())
                .withKey(message.key())
                .withHeaders(headers)
                .build();
    }
}
