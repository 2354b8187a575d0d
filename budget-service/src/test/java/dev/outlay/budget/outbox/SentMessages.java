package dev.outlay.budget.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outlay.local.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What really lies in a topic of the real broker. */
public final class SentMessages {

    private SentMessages() {}

    /** The records with one key that are in a topic now, in their order. */
    public static List<ConsumerRecord<String, byte[]>> of(String topic, String key) {
        return in(topic).stream().filter(record -> key.equals(record.key())).toList();
    }

    /** The CloudEvents id of a record. */
    public static String idOf(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    /** Those of one CloudEvents type. */
    public static List<ConsumerRecord<String, byte[]>> of(String topic, String key, String type) {
        return of(topic, key).stream()
                .filter(record -> type.equals(
                        new String(record.headers().lastHeader("ce_type").value(), UTF_8)))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> in(String topic) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }
}
