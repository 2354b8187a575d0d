package dev.outlay.containers.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaFromEnvironmentTest {

    @Test
    void aVariableIsAPropertyInCapitalsAndCountsBeforeTheDefault() {
        assertThat(KafkaFromEnvironment.properties(
                        Map.of("KAFKA_LOG_RETENTION_HOURS", "168", "KAFKA_NODE_ID", "7", "PATH", "/bin")))
                .containsEntry("log.retention.hours", "168")
                .containsEntry("node.id", "7")
                .containsEntry("process.roles", "broker,controller")
                .doesNotContainKey("path");
    }
}
