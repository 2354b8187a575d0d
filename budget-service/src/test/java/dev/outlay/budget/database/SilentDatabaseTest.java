package dev.outlay.budget.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.arm.Parts;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database's host vanishes without closing a connection: charges that were on their way are recorded over new ones, once. */
@Tag("full")
@QuarkusTest
@TestProfile(SilentDatabaseTest.Impatient.class)
@QuarkusTestResource(Parts.class)
@QuarkusTestResource(value = DatabaseHost.class, restrictToAnnotatedClass = true)
class SilentDatabaseTest {

    /** A service of its own: other tests would go on with the gauges of the one that is stopped here. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.database.patience", "4s");
        }
    }

    /** Of the six seconds of silence that follow from what is set here, for a connection and for those behind it, and of a machine that is busy. */
    private static final Duration BOUNDED = Duration.ofSeconds(60);

    private static final int CHARGES = 200;

    private final String source = "urn:test:" + UUID.randomUUID();

    /** From now on every connection that is open is silent. */
    Runnable vanish = () -> {};

    @Test
    void chargesThatWereOnTheirWayAreRecordedOverNewConnectionsOnce() throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record("before")).get();
            await().atMost(BOUNDED)
                    .untilAsserted(() -> assertThat(recorded("count(*)")).isEqualTo(1));

            vanish.run();
            for (int number = 1; number < CHARGES; number++) {
                producer.send(record("charge-" + number));
            }
            producer.flush();
        }
        await().atMost(BOUNDED)
                .untilAsserted(() -> assertThat(recorded("count(*)")).isEqualTo(CHARGES));
        assertThat(recorded("sum(billed)::bigint")).isEqualTo(CHARGES);
    }

    private ProducerRecord<String, byte[]> record(String id) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>("cost-events", id, """
                {"x_BillingAccountId":"%s","BillingAccountId":"p","BillingCurrency":"CHF","ChargeCategory":"Usage","ChargePeriodStart":"2026-11-01T00:00:00Z","BilledCost":1}""".formatted(source).getBytes(UTF_8));
        record.headers().add("ce_id", id.getBytes(UTF_8));
        record.headers().add("ce_source", source.getBytes(UTF_8));
        record.headers().add("ce_type", "dev.outlay.charge.v1".getBytes(UTF_8));
        record.headers().add("content-type", "application/json".getBytes(UTF_8));
        return record;
    }

    private long recorded(String what) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + what
                        + " from charge join charge_source s on s.id = source_id where s.name = '" + source + "'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
