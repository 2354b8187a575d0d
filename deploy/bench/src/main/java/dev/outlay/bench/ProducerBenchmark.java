package dev.outlay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka takes alone: the records that the ingest service has written are read back and sent again to a topic
 * beside it, with the same settings of the producer (acks=all, idempotent, lz4, linger 5 ms, batches of 128 KB). Once
 * by Kafka's own {@code ProducerPerformance}, in a JVM of its own, which sends the values without keys and headers; and
 * once by a plain loop in the bench, with keys and headers, which are a fifth of the bytes.
 */
final class ProducerBenchmark {
    private static final int SAMPLE = 50_000;
    private static final String TOPIC = "bench-producer";
    private static final Pattern RATE = Pattern.compile("([0-9.]+) records/sec");

    private final RunningStack stack;

    ProducerBenchmark(RunningStack stack) {
        this.stack = stack;
    }

    private Properties producer() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", stack.bootstrap(),
                "acks", "all",
                "enable.idempotence", "true",
                "compression.type", "lz4",
                "batch.size", "131072",
                "linger.ms", "5",
                "buffer.memory", "134217728"));
        return properties;
    }

    /** Records of {@code cost-events}, as they are. */
    List<ConsumerRecord<byte[], byte[]>> sample() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", stack.bootstrap());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < RunningStack.PARTITIONS; i++) {
            partitions.add(new TopicPartition("cost-events", i));
        }
        List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int idle = 0; sample.size() < SAMPLE && idle < 10; ) {
                int before = sample.size();
                consumer.poll(Duration.ofMillis(500)).forEach(sample::add);
                idle = sample.size() == before ? idle + 1 : 0;
            }
        }
        return sample.subList(0, Math.min(SAMPLE, sample.size()));
    }

    /** Kafka's own benchmark; records a second. */
    double kafkasOwn(List<ConsumerRecord<byte[], byte[]>> sample, long count) {
        Path payload = stack.data().resolve("payload.jsonl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(payload))) {
            for (ConsumerRecord<byte[], byte[]> record : sample) {
                out.write(record.value());
                out.write('\n');
            }
        } catch (IOException e) {
            throw new BenchFailure("Cannot write " + payload, e);
        }
        List<String> command = Child.java(
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.tools.ProducerPerformance",
                "--topic",
                TOPIC,
                "--num-records",
                Long.toString(count),
                "--throughput",
                "-1",
                "--payload-file",
                payload.toString(),
                "--producer-props");
        producer().forEach((name, value) -> command.add(name + "=" + value));
        String name = "producer-performance";
        List<String> lines;
        try {
            lines = stack.start(name, command, Map.of()).output(Duration.ofMinutes(10));
        } finally {
            stack.stop(name);
        }
        String last = lines.reversed().stream()
                .filter(line -> line.startsWith(count + " records sent"))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("ProducerPerformance did not say its rate: " + lines));
        Matcher rate = RATE.matcher(last);
        if (!rate.find()) {
            throw new BenchFailure("ProducerPerformance said: " + last);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** A plain loop with keys and headers; records a second. */
    double plainLoop(List<ConsumerRecord<byte[], byte[]>> sample, long count) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < count; i++) {
                ConsumerRecord<byte[], byte[]> record = sample.get((int) (i % sample.size()));
                producer.send(
                        new ProducerRecord<>(TOPIC, null, null, record.key(), record.value(), record.headers()),
                        (metadata, failed) -> {
                            if (failed != null) {
                                failure.set(failed);
                            }
                        });
            }
            producer.flush();
        }
        double rate = count * 1e9 / (System.nanoTime() - begin);
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailure("The broker did not take all: " + failed, failed);
        }
        return rate;
    }

    void makeTopic() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", stack.bootstrap());
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, RunningStack.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BenchFailure("Cannot make the topic " + TOPIC, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }
}
