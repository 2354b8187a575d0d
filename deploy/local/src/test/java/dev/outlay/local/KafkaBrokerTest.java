package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class KafkaBrokerTest {
    @Test
    void an_acknowledged_record_is_there_after_a_restart_on_the_same_directory(@TempDir Path directory)
            throws Exception {
        int port;
        try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
            port = broker.port();
            broker.createTopics(4);
            send(broker.bootstrapServers(), "cost-events", "kept");
        }
        try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
            broker.createTopics(4);
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(read(broker.bootstrapServers(), "cost-events")).containsExactly("kept");
        }
    }

    @Test
    void the_topics_of_the_contract_are_made_once_and_compressed_records_pass() throws Exception {
        BrokerPart broker = RealParts.kafka();
        broker.createTopics();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Set<String> names = admin.listTopics().names().get();
            assertThat(names)
                    .contains("cost-events", "budget-alerts", "cost-events-rejected", "access", "cost-imports");
            assertThat(admin.describeTopics(List.of("cost-events"))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(4));
        }
        send(broker.bootstrapServers(), "budget-alerts", "hello");
        assertThat(read(broker.bootstrapServers(), "budget-alerts")).contains("hello");
    }

    private static void send(String servers, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "compression.type", "lz4"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
        }
    }

    private static List<String> read(String servers, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(20));
            return records.records(partition).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
