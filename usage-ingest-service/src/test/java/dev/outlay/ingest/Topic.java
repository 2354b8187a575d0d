package dev.outlay.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What stands on the topic of the charges. */
final class Topic {
    private Topic() {}

    /** All records that fit, from the start of the topic to its end at this moment. */
    static List<ConsumerRecord<String, String>> all(Predicate<ConsumerRecord<String, String>> fits) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", RunningParts.bootstrap());
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("cost-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (fits.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }

    static List<ConsumerRecord<String, String>> ofSource(String source) {
        return all(message -> source.equals(header(message, "ce_source")));
    }

    static List<ConsumerRecord<String, String>> ofImport(String id) {
        return all(message -> id.equals(header(message, "ce_imported")));
    }

    static @Nullable String header(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
