package dev.outlay.containers.inside;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is told its properties as Apache's image is: {@code KAFKA_LOG_RETENTION_HOURS} is {@code log.retention.hours}. Where an
 * image cannot be pulled, one of this has its name.
 */
final class KafkaFromEnvironment {
    private static final String PREFIX = "KAFKA_";
    private static final Map<String, String> DEFAULTS = Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@localhost:9093",
            "controller.listener.names", "CONTROLLER",
            "listeners", "PLAINTEXT://0.0.0.0:9092,CONTROLLER://localhost:9093",
            "advertised.listeners", "PLAINTEXT://localhost:9092",
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", "/var/lib/kafka/data");

    private KafkaFromEnvironment() {}

    /** The broker's properties, of which those in the environment count before the defaults. */
    static Properties properties(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.putAll(DEFAULTS);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                properties.put(
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    /** Starts it; it runs until the process ends. */
    static void start(Map<String, String> environment) throws Exception {
        Properties properties = properties(environment);
        Path log = Path.of(properties.getProperty("log.dirs"));
        if (!Files.exists(log.resolve("meta.properties"))) {
            Files.createDirectories(log);
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                    .setControllerListenerName(properties.getProperty("controller.listener.names"))
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        server.awaitShutdown();
    }
}
