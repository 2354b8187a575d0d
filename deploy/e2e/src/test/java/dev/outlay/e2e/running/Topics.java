package dev.outlay.e2e.running;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes the topics directly, as an operator or somebody careless would. */
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> servers;

    Topics(String bootstrapServers) {
        this.servers = Map.of("bootstrap.servers", bootstrapServers);
    }

    /** Writes records in their order, and returns when the broker has them. */
    public void write(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refuses the records", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A charge as a record, in the binary mode of CloudEvents. */
    public static ProducerRecord<String, byte[]> charge(
            int partition, String id, String source, int revision, String data) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>("cost-events", partition, null, "poison", data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_type",
                        "dev.outlay.charge.v1",
                        "ce_id",
                        id,
                        "ce_source",
                        source,
                        "ce_revision",
                        Integer.toString(revision),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** Everything in a topic at this moment. */
    public List<ConsumerRecord<String, byte[]>> everything(String topic) {
        Map<String, Object> properties = new HashMap<>(servers);
        properties.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** How many partitions each member of a consumer group holds. */
    public List<Integer> partitionsOfMembers(String group) {
        try (Admin admin = Admin.create(servers)) {
            return Optional.ofNullable(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .orElseThrow()
                    .get()
                    .members()
                    .stream()
                    .map(MemberDescription::assignment)
                    .map(assignment -> assignment.topicPartitions().size())
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not describe " + group, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
