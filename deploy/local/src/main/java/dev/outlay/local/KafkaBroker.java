package dev.outlay.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker that is its own controller (KRaft), in this JVM, on 127.0.0.1. Topics and offsets live in its directory and are there
 * again after a restart. What it has acknowledged is with the operating system, so that it survives the end of this process, though
 * not the loss of power.
 *
 * <p>The classes behind it are Kafka's own but not its public interface: the version is pinned, and {@code KafkaBrokerTest} says when an
 * upgrade breaks them.
 */
public final class KafkaBroker implements AutoCloseable {
    /** What every broker of Outlay's is set to, wherever it runs. */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            // A misspelt topic is an error to be seen, not a new topic.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A service that was killed is replaced within seconds; its group should notice as fast.
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("log.retention.hours", "168"));

    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a broker on {@code port} (0: a free one), with another free port for the controller. */
    public static KafkaBroker start(Path directory, int port) {
        return start(directory, port, 0);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param directory where its log is; made and formatted when it is not there yet
     * @param port the port of its clients; 0 for a free one
     * @param controllerPort the port on which it speaks to itself as controller; 0 for a free one
     */
    public static KafkaBroker start(Path directory, int port, int controllerPort) {
        int chosen = port == 0 ? Ports.free() : port;
        int chosenController = controllerPort == 0 ? Ports.freeBeside(chosen) : controllerPort;
        Path log = directory.toAbsolutePath().resolve("log");
        format(log);
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties(log, chosen, chosenController), false), Time.SYSTEM);
        server.startup();
        KafkaBroker broker = new KafkaBroker(server, chosen);
        broker.awaitReady();
        return broker;
    }

    private static void format(Path log) {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(log);
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .run();
        } catch (Exception e) { // Formatter.run declares Exception
            throw new IllegalStateException("Cannot format the Kafka log in " + log, e);
        }
    }

    private static Properties properties(Path log, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(SETTINGS);
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                log.toString()));
        return properties;
    }

    private void awaitReady() {
        try {
            BrokerTopics.awaitBroker(bootstrapServers());
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Address for clients: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The port of its clients. */
    public int port() {
        return port;
    }

    /** Makes Outlay's topics where they are missing, the streams with four partitions. */
    public void createTopics() {
        createTopics(4);
    }

    /** Makes Outlay's topics where they are missing; those that are there stay as they are. */
    public void createTopics(int partitions) {
        BrokerTopics.create(bootstrapServers(), partitions);
    }

    /** Stops the broker; its directory stays. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
    }
}
