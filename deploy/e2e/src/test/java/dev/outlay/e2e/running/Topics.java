package dev.outlay.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes the topics directly, as an operator or somebody careless would. */
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SHARING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration READING_PATIENCE = Duration.ofSeconds(90);

    private final Map<String, Object> servers;

    Topics(String bootstrapServers) {
        this.servers = Map.of("bootstrap.servers", bootstrapServers);
    }

    /** Writes records in their order, each when the broker has the one before, and returns when it has the last. */
    public void write(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes several lists of records at the same time, each in its order through a producer of its own, and returns when the broker has them all. */
    public void writeAtOnce(List<List<ProducerRecord<String, byte[]>>> lists) {
        CyclicBarrier together = new CyclicBarrier(lists.size());
        try (ExecutorService writers = Executors.newFixedThreadPool(lists.size())) {
            List<Callable<Void>> work = new ArrayList<>();
            lists.forEach(records -> work.add(() -> {
                writeAll(records, together);
                return null;
            }));
            for (Future<Void> done : writers.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void writeAll(List<ProducerRecord<String, byte[]>> records, CyclicBarrier together)
            throws ExecutionException, InterruptedException, BrokenBarrierException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            together.await();
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(servers);
        // A broker that a test has killed is back within that time.
        properties.put("max.block.ms", 240_000L);
        properties.put("delivery.timeout.ms", 240_000);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private static IllegalStateException refused(ExecutionException e) {
        return new IllegalStateException("Kafka refuses the records", e.getCause());
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

    /** Waits until the members of a consumer group hold so many partitions each. */
    public void awaitShares(String group, Integer... shares) {
        await("the partitions are shared by the members of " + group)
                .atMost(SHARING_PATIENCE)
                .untilAsserted(() -> assertThat(partitionsOfMembers(group)).containsExactly(shares));
    }

    /** Waits until a consumer group has dealt with everything that has been written. */
    public void awaitRead(String group) {
        await(group + " has read everything").atMost(READING_PATIENCE).until(() -> lag(group) == 0);
    }

    /** How many records of its topic a consumer group has not dealt with yet. */
    public long lag(String group) {
        try (Admin admin = Admin.create(servers)) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            return committed.entrySet().stream()
                    .mapToLong(entry ->
                            Objects.requireNonNull(ends.get(entry.getKey())).offset()
                                    - entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say how far " + group + " is", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many partitions each member of a consumer group holds. */
    private List<Integer> partitionsOfMembers(String group) {
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

    /** Everything in a topic in whose value a text stands, such as the name of an account that one test alone knows. */
    public List<ConsumerRecord<String, byte[]>> about(String topic, String text) {
        return everything(topic).stream()
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(text))
                .toList();
    }

    /** The last header of that name; empty where there is none. */
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
