package dev.outlay.ingest;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What stands on the topic of the charges. */
final class Topic {
    private static final int UUID_LENGTH = 36;

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

    /** Gives a topic a setting of its own, and waits until it has it. */
    static void set(String topic, String setting, String value) throws InterruptedException, ExecutionException {
        change(topic, new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET), value);
    }

    /** Takes a topic's own setting back, so that the broker's counts. */
    static void reset(String topic, String setting) throws InterruptedException, ExecutionException {
        change(topic, new AlterConfigOp(new ConfigEntry(setting, ""), AlterConfigOp.OpType.DELETE), null);
    }

    private static void change(String topic, AlterConfigOp operation, @Nullable String own)
            throws InterruptedException, ExecutionException {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", RunningParts.bootstrap());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String setting = operation.configEntry().name();
        try (Admin admin = Admin.create(properties)) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(operation)))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin.describeConfigs(List.of(resource)).all().get().values().stream()
                            .map(config -> config.get(setting))
                            .anyMatch(entry -> entry != null
                                    && (own == null
                                            ? entry.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                                            : own.equals(entry.value()))));
        }
    }

    /** A text that does not compress. */
    static String noise(int characters) {
        return IntStream.range(0, 1 + characters / UUID_LENGTH)
                .mapToObj(piece -> UUID.randomUUID().toString())
                .collect(Collectors.joining())
                .substring(0, characters);
    }
}
