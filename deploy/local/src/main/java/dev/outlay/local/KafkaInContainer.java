package dev.outlay.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A broker in a container of Apache's image, or of one that takes the same environment variables. */
final class KafkaInContainer implements BrokerPart {
    private static final int INSIDE = 9092;

    private final PartContainer container;

    private KafkaInContainer(PartContainer container) {
        this.container = container;
    }

    static KafkaInContainer start(String image) {
        int port = Ports.free();
        KafkaInContainer broker = new KafkaInContainer(PartContainer.start(image, port, INSIDE, environment(port)));
        broker.awaitReady();
        return broker;
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_PROCESS_ROLES", "broker,controller",
                "KAFKA_NODE_ID", "1",
                "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                "KAFKA_LISTENERS",
                        "PLAINTEXT://0.0.0.0:" + INSIDE + ",CONTROLLER://localhost:9093,INTERNAL://localhost:9094",
                // Its clients are outside of the container, it itself is inside.
                "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port + ",INTERNAL://localhost:9094",
                "KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL",
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT"));
        KafkaBroker.SETTINGS.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    private void awaitReady() {
        try {
            BrokerTopics.awaitBroker(bootstrapServers());
        } catch (IllegalStateException e) {
            throw container.closedWith("Kafka at " + bootstrapServers() + " does not answer", e);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + container.port();
    }

    @Override
    public void createTopics() {
        BrokerTopics.create(bootstrapServers(), 4);
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void startAgain() {
        if (container.startAgain()) {
            awaitReady();
        }
    }

    @Override
    public void close() {
        container.close();
    }

    @Override
    public String toString() {
        return "Kafka";
    }
}
