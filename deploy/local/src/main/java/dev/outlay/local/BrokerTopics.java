package dev.outlay.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** What is asked of a broker from outside: whether it answers, and Outlay's topics. */
public final class BrokerTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final short ONE_REPLICA = 1;

    /** Rejected records hold the original in base64, which is larger than the original that cost-events took. */
    private static final String REJECTED_BYTES = "8388608";

    private BrokerTopics() {}

    /** Waits until the broker answers. */
    public static void awaitBroker(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka at " + bootstrapServers + " does not answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Kafka at " + bootstrapServers, e);
        }
    }

    /** Makes the topics of the contract where they are missing; those that are there stay as they are. */
    public static void create(String bootstrapServers, int partitions) {
        create(
                bootstrapServers,
                List.of(
                        new NewTopic("cost-events", partitions, ONE_REPLICA),
                        new NewTopic("budget-alerts", partitions, ONE_REPLICA),
                        new NewTopic("cost-events-rejected", partitions, ONE_REPLICA)
                                .configs(Map.of("max.message.bytes", REJECTED_BYTES)),
                        compacted("access"),
                        compacted("cost-imports")));
    }

    /** Makes one topic where it is missing. */
    static void create(String bootstrapServers, String name, int partitions) {
        create(bootstrapServers, List.of(new NewTopic(name, partitions, ONE_REPLICA)));
    }

    private static NewTopic compacted(String name) {
        return new NewTopic(name, 1, ONE_REPLICA).configs(Map.of("cleanup.policy", "compact"));
    }

    private static void create(String bootstrapServers, List<NewTopic> topics) {
        List<String> failed = new ArrayList<>();
        try (Admin admin = admin(bootstrapServers)) {
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

    private static Admin admin(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("request.timeout.ms", (int) PATIENCE.toMillis());
        properties.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        return Admin.create(properties);
    }
}
