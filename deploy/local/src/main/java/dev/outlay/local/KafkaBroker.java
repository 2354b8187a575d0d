package dev.outlay.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
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
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);
    private static final short ONE_REPLICA = 1;

    /** Rejected records hold the original in base64, which is larger than the original that cost-events took. */
    private static final String REJECTED_BYTES = "8388608";

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
        int chosenController = controllerPort == 0 ? Ports.free() : controllerPort;
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
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", log.toString()),
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
                Map.entry("log.retention.hours", "168")));
        return properties;
    }

    private void awaitReady() {
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            close();
            throw new IllegalStateException("Kafka on port " + port + " does not answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while waiting for Kafka on port " + port, e);
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
        create(List.of(
                new NewTopic("cost-events", partitions, ONE_REPLICA),
                new NewTopic("budget-alerts", partitions, ONE_REPLICA),
                new NewTopic("cost-events-rejected", partitions, ONE_REPLICA)
                        .configs(Map.of("max.message.bytes", REJECTED_BYTES)),
                compacted("access"),
                compacted("cost-imports")));
    }

    /** Makes one topic where it is missing. */
    public void createTopic(String name, int partitions) {
        create(List.of(new NewTopic(name, partitions, ONE_REPLICA)));
    }

    private static NewTopic compacted(String name) {
        return new NewTopic(name, 1, ONE_REPLICA).configs(Map.of("cleanup.policy", "compact"));
    }

    private void create(List<NewTopic> topics) {
        List<String> failed = new ArrayList<>();
        try (Admin admin = admin()) {
            Map<String, KafkaFuture<Void>> results = admin.createTopics(topics).values();
            for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
                try {
                    result.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        failed.add(result.getKey() + ": " + e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics", e);
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Cannot make topics: " + failed);
        }
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("request.timeout.ms", (int) ADMIN_TIMEOUT.toMillis());
        properties.put("default.api.timeout.ms", (int) ADMIN_TIMEOUT.toMillis());
        return Admin.create(properties);
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
