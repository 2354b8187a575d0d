package dev.outlay.local;

/** A Kafka broker of one's own, for tests. */
public interface BrokerPart extends KillablePart {

    /** Address for clients: {@code 127.0.0.1:port}. */
    String bootstrapServers();

    /** Makes Outlay's topics where they are missing, the streams with four partitions. */
    void createTopics();

    /** Makes one topic where it is missing. */
    default void createTopic(String name, int partitions) {
        BrokerTopics.create(bootstrapServers(), name, partitions);
    }
}
