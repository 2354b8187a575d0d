package dev.outlay.ingest.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How Kafka is reached. An unknown key stops the start. */
@ConfigMapping(prefix = "outlay.kafka")
public interface KafkaConfig {
    /** Brokers, comma separated {@code host:port}. */
    @WithDefault("localhost:9092")
    String bootstrap();

    /** Topic of the charges. */
    @WithDefault("cost-events")
    String topic();

    /** Compacted topic of the states of imports. */
    @WithDefault("cost-imports")
    String importsTopic();

    /** How long an acknowledgement may take before a request is answered 503; at least 6 s. */
    @WithDefault("10s")
    Duration deliveryTimeout();

    /** How long a record waits for others to share its batch. */
    @WithDefault("5ms")
    Duration linger();

    /** Bytes of a batch; not more than the topic's {@code max.message.bytes}, or a batch that is too large is split without end (KAFKA-8350). */
    @WithDefault("131072")
    int batchBytes();

    /** Bytes of records that wait for the broker, all requests together; more than {@code outlay.ingest.max-bytes-in-flight}. */
    @WithDefault("134217728")
    long bufferBytes();

    /** {@code lz4}, {@code zstd}, {@code snappy}, {@code gzip} or {@code none}. */
    @WithDefault("lz4")
    String compression();

    /** A file of further client properties, for instance security.protocol and sasl.jaas.config. */
    Optional<Path> propertiesFile();
}
