package dev.outlay.alert.access;

import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the topic {@code access}: every replica reads all of it from the beginning, in a thread of its own, and starts
 * over when the broker fails it. A heartbeat counts only when nothing waits behind it, so that what is known then is all
 * there is to know.
 */
@ApplicationScoped
class AccessTopic {

    private static final Logger LOG = Logger.getLogger(AccessTopic.class);
    private static final String TOPIC = "access";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 1000;

    private final AccessHeard heard;
    private final Map<String, Object> kafka;
    private final AtomicBoolean open = new AtomicBoolean();
    private volatile @Nullable KafkaConsumer<byte[], byte @Nullable []> current;

    AccessTopic(AccessHeard heard, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.heard = heard;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent start) {
        open.set(true);
        Thread.ofPlatform().name("access-topic").daemon().start(this::listenForever);
    }

    void stop(@Observes ShutdownEvent stop) {
        open.set(false);
        Optional.ofNullable(current).ifPresent(KafkaConsumer::wakeup);
    }

    private void listenForever() {
        while (open.get()) {
            try (KafkaConsumer<byte[], byte @Nullable []> consumer =
                    new KafkaConsumer<>(consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                current = consumer;
                listen(consumer);
            } catch (WakeupException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warnf("The topic %s cannot be read, starting over: %s", TOPIC, failure);
            }
            if (!pause()) {
                return;
            }
        }
    }

    /** Brokers and how they are reached are those of every client of the service; it is in no group. */
    private Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.keySet().retainAll(ConsumerConfig.configNames());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.putAll(Map.of(
                "client.id", "alert-service-access",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "fetch.max.wait.ms", "100",
                "allow.auto.create.topics", "false"));
        return config;
    }

    private void listen(KafkaConsumer<byte[], byte @Nullable []> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC, Duration.ofSeconds(5)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (open.get() && !partitions.isEmpty()) {
            ConsumerRecords<byte[], byte @Nullable []> records = consumer.poll(POLL);
            boolean heartbeat = false;
            for (ConsumerRecord<byte[], byte @Nullable []> record : records) {
                heartbeat |= take(record);
            }
            if (heartbeat && nothingWaits(consumer, partitions)) {
                heard.caughtUp();
            }
        }
    }

    private static boolean nothingWaits(
            KafkaConsumer<byte[], byte @Nullable []> consumer, List<TopicPartition> partitions) {
        return partitions.stream().allMatch(partition -> {
            OptionalLong lag = consumer.currentLag(partition);
            return lag.isPresent() && lag.getAsLong() == 0;
        });
    }

    /** Takes a record in; says whether it was a heartbeat. */
    private boolean take(ConsumerRecord<byte[], byte @Nullable []> record) {
        if (record.key() == null) {
            return false;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            heard.forget(key);
            return false;
        }
        try {
            AccessEvent event = AccessJson.read(CloudEvent.read(record, AccessJson.TYPES));
            heard.hear(key, event);
            return event instanceof AccessEvent.Heartbeat;
        } catch (Unreadable reason) {
            heard.forget(key);
            LOG.errorf(
                    "event=%s-%d-%d cannot be read: %s",
                    TOPIC, record.partition(), record.offset(), reason.getMessage());
            return false;
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
