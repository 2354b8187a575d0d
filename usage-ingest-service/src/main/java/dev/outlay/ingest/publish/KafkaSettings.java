package dev.outlay.ingest.publish;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Client properties for the producers, the consumer and the health check. */
@ApplicationScoped
public class KafkaSettings {
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BLOCK_MILLIS = 2_000;
    private static final int FETCH_WAIT_MILLIS = 2_000;

    /** Properties that say how a broker is reached, and none that says how a client behaves: that is said here. */
    private static final List<String> REACHING = List.of("security.", "ssl.", "sasl.");

    private final KafkaConfig config;
    private final Map<String, Object> kafka;

    /** @param kafka the properties {@code kafka.*} (environment {@code KAFKA_*}), which all services share */
    KafkaSettings(KafkaConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    public String topic() {
        return config.topic();
    }

    public String importsTopic() {
        return config.importsTopic();
    }

    String bootstrap() {
        return config.bootstrap();
    }

    /** Properties of a producer whose acknowledgements mean: all in-sync replicas have it, once. */
    public Properties producer() {
        Properties properties = common();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(config.batchBytes()));
        properties.put(
                ProducerConfig.LINGER_MS_CONFIG, Long.toString(config.linger().toMillis()));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(config.bufferBytes()));
        properties.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Long.toString(config.deliveryTimeout().toMillis()));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(MAX_BLOCK_MILLIS));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(1024 * 1024));
        return properties;
    }

    /**
     * The same for a topic of few records, each of which is a batch of its own. One that the broker refuses for its size
     * takes nobody with it: a batch of several is split and sent again, without end where the topic takes less
     * than the configured size of a batch (KAFKA-8350, mended in 4.2).
     */
    public Properties producerOfSingleRecords() {
        Properties properties = producer();
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "0");
        return properties;
    }

    /** Properties of a consumer without a group: it reads all of a topic from the start. */
    public Properties wholeTopicConsumer() {
        Properties properties = common();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(FETCH_WAIT_MILLIS));
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(REQUEST_TIMEOUT_MILLIS));
        return properties;
    }

    Properties admin() {
        Properties properties = common();
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(MAX_BLOCK_MILLIS));
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(MAX_BLOCK_MILLIS));
        return properties;
    }

    private Properties common() {
        Properties properties = new Properties();
        kafka.forEach((name, value) -> {
            if (REACHING.stream().anyMatch(name::startsWith)) {
                properties.put(name, value);
            }
        });
        config.propertiesFile().ifPresent(file -> load(properties, file));
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrap());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(REQUEST_TIMEOUT_MILLIS));
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "2000");
        return properties;
    }

    private static void load(Properties properties, Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            properties.load(input);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "outlay.kafka.properties-file cannot be read: " + file + ". Correct the path or its rights.",
                    unreadable);
        }
    }
}
