package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class KillablePartsTest {
    @Test
    void a_killed_broker_is_back_on_its_port_with_what_it_had_acknowledged(@TempDir Path directory) throws Exception {
        try (BrokerPart broker = RealParts.broker(directory)) {
            broker.createTopics();
            String servers = broker.bootstrapServers();
            assertThat(send(servers).offset()).isZero();

            broker.kill();
            broker.startAgain();
            broker.startAgain();

            assertThat(broker.bootstrapServers()).isEqualTo(servers);
            assertThat(send(servers).offset()).isEqualTo(1);
        }
    }

    @Test
    void a_killed_database_is_back_on_its_port_with_what_it_had_committed(@TempDir Path directory) throws Exception {
        try (DatabasePart database = RealParts.database(directory, true)) {
            database.createDatabase("budget");
            database.createDatabase("budget");
            String url = database.jdbcUrl("budget");
            assertThat(one(url, "create table kept as select 7 as n; select n from kept"))
                    .isEqualTo("7");
            assertThat(one(url, "show fsync")).isEqualTo("on");

            database.kill();
            assertThatThrownBy(() -> one(url, "select 1")).isInstanceOf(SQLException.class);
            database.startAgain();
            database.startAgain();

            assertThat(one(url, "select n from kept")).isEqualTo("7");
        }
    }

    private static RecordMetadata send(String servers) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("cost-events", 0, "key", "value"))
                    .get();
        }
    }

    private static String one(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
