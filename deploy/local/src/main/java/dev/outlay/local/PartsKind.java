package dev.outlay.local;

import java.nio.file.Path;
import java.util.Optional;

/** Where the Kafka and the PostgreSQL of tests come from: the one place that decides it, from the environment. */
enum PartsKind {

    /** From Maven artifacts, as processes of this machine: nothing but a JDK is needed. */
    EMBEDDED {
        @Override
        BrokerPart broker(Path directory) {
            return KafkaProcess.start(directory);
        }

        @Override
        DatabasePart database(Path directory, boolean durable) {
            return PostgresProcess.start(directory, durable);
        }
    },

    /** From images, by Testcontainers; the directories stay empty. */
    CONTAINERS {
        @Override
        BrokerPart broker(Path directory) {
            return KafkaInContainer.start(environment("OUTLAY_TEST_KAFKA_IMAGE").orElse("apache/kafka:4.1.1"));
        }

        @Override
        DatabasePart database(Path directory, boolean durable) {
            return PostgresInContainer.start(
                    environment("OUTLAY_TEST_POSTGRES_IMAGE").orElse("postgres:18"), durable);
        }
    };

    static final String VARIABLE = "OUTLAY_TEST_PARTS";

    /** What was asked for; embedded where nothing was. */
    static PartsKind asked() {
        return of(environment(VARIABLE).orElse("embedded"));
    }

    static PartsKind of(String name) {
        return switch (name) {
            case "embedded" -> EMBEDDED;
            case "containers" -> CONTAINERS;
            default ->
                throw new IllegalArgumentException(VARIABLE + " is embedded or containers, not \"" + name + "\"");
        };
    }

    private static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    /** Starts a broker of one's own. */
    abstract BrokerPart broker(Path directory);

    /** Starts a PostgreSQL of one's own. */
    abstract DatabasePart database(Path directory, boolean durable);
}
