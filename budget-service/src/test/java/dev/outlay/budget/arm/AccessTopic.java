package dev.outlay.budget.arm;

import dev.outlay.local.RealParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is told on the topic {@code access}, as the alert service does, but one key only. */
final class AccessTopic {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition("access", 0);

    private long from;

    /** The next record of a key, after the one that was found before; empty for one that deletes it. */
    String next(String key) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, from);
            Instant end = Instant.now().plus(SOON);
            while (Instant.now().isBefore(end)) {
                for (ConsumerRecord<byte[], byte[]> told : consumer.poll(Duration.ofMillis(200))) {
                    from = told.offset() + 1;
                    if (new String(told.key(), StandardCharsets.UTF_8).equals(key)) {
                        return told.value() == null ? "" : new String(told.value(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        throw new AssertionError("nothing was told of " + key);
    }
}
