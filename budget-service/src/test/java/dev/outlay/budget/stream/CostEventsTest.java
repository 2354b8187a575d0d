package dev.outlay.budget.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.outlay.budget.arm.Parts;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to records of {@code cost-events}: good ones are counted, bad ones go to the dead letters with their bytes, and neither stops the other. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String source = "urn:test:" + UUID.randomUUID();

    @Test
    void everyGoldenExampleOfAChargeIsCounted() throws Exception {
        List<Path> examples;
        try (var files = Files.list(contracts().resolve("examples"))) {
            examples = files.filter(file -> file.getFileName().toString().startsWith("charge-"))
                    .sorted()
                    .toList();
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (Path example : examples) {
                JsonNode event = JSON.readTree(example.toFile());
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>("cost-events", "k", JSON.writeValueAsBytes(event.get("data")));
                event.properties().stream()
                        .filter(attribute -> attribute.getValue().isValueNode())
                        .forEach(attribute -> record.headers()
                                .add(
                                        "ce_" + attribute.getKey(),
                                        (attribute.getKey().equals("source")
                                                        ? source
                                                        : attribute.getValue().asText())
                                                .getBytes(UTF_8)));
                record.headers().add("content-type", "application/json".getBytes(UTF_8));
                producer.send(record).get();
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(charges()).isEqualTo(examples.size()));
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsBytesAndTheRestOfItsBatchIsCounted() throws Exception {
        List<byte[]> poison = List.of(
                "{".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                new byte[] {(byte) 0xc3, 0x28},
                charge("\"BilledCost\":\"1e400\""),
                charge("\"BilledCost\":1,\"ServiceName\":\"a\\u0000b\""),
                charge("\"BilledCost\":1,\"ServiceName\":\"\\ud800\""),
                charge("\"BilledCost\":123456789012345678901"),
                charge("\"BilledCost\":1,\"ChargePeriodEnd\":\"soon\""),
                "{\"BillingCurrency\":\"CHF\"}".getBytes(UTF_8));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            int id = 0;
            for (byte[] value : poison) {
                producer.send(record("good-" + id++, charge("\"BilledCost\":1")));
                producer.send(record("bad-" + id++, value)).get();
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(charges()).isEqualTo(poison.size()));
        List<JsonNode> rejected = rejected(poison.size());
        assertThat(rejected)
                .extracting(event -> new String(
                        Base64.getDecoder().decode(event.at("/data/original").asText()), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        poison.stream().map(bytes -> new String(bytes, UTF_8)).toList());
        assertThat(rejected)
                .filteredOn(event -> event.at("/data/original")
                        .asText()
                        .equals(Base64.getEncoder().encodeToString("{\"BillingCurrency\":\"CHF\"}".getBytes(UTF_8))))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/data/errors").findValuesAsText("path"))
                        .as("all that is wrong, at once")
                        .contains(
                                "/data/BilledCost",
                                "/data/ChargePeriodStart",
                                "/data/ChargeCategory",
                                "/data/x_BillingAccountId"));
        assertThat(rejected).allSatisfy(event -> assertThat(rejectedSchema().validate(event))
                .isEmpty());
    }

    @Test
    void aLargePoisonedRecordGoesToTheDeadLettersWholeAndItsPartitionGoesOn() throws Exception {
        byte[] large = ("{" + "x".repeat(900 * 1024)).getBytes(UTF_8);
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(record("large", large)).get();
            producer.send(record("after", charge("\"BilledCost\":1"))).get();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(charges()).isEqualTo(1));
        assertThat(rejected(1)).singleElement().satisfies(event -> {
            assertThat(Base64.getDecoder().decode(event.at("/data/original").asText()))
                    .isEqualTo(large);
            assertThat(event.at("/data/originalBytes").isMissingNode()).isTrue();
        });
    }

    @Test
    void ofARecordThatTheDeadLettersDoNotTakeTheBeginningIsKeptAndNothingStops() throws Exception {
        byte[] large = ("{" + "x".repeat(700 * 1024)).getBytes(UTF_8);
        largestRejected("100000");
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(record("large", large)).get();
            producer.send(record("small", "{".getBytes(UTF_8))).get();
            producer.send(record("after", charge("\"BilledCost\":1"))).get();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(charges()).isEqualTo(1));
            List<JsonNode> rejected = rejected(2);
            assertThat(rejected)
                    .filteredOn(event -> event.at("/data/originalBytes").isInt())
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.at("/data/originalBytes").asInt()).isEqualTo(large.length);
                        assertThat(event.at("/data/original").asText()).isEmpty();
                        assertThat(event.at("/data/headers/ce_id").asText()).isEqualTo("large");
                        assertThat(rejectedSchema().validate(event)).isEmpty();
                    });
            assertThat(rejected)
                    .extracting(event -> event.at("/data/original").asText())
                    .contains("ew==");
        } finally {
            largestRejected("8388608");
        }
    }

    private static void largestRejected(String bytes) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "cost-events-rejected");
            AlterConfigOp set =
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
            await().atMost(PATIENCE).until(() -> admin.describeConfigs(List.of(topic)).all().get().values().stream()
                    .map(config -> config.get("max.message.bytes").value())
                    .anyMatch(bytes::equals));
        }
    }

    private static JsonSchema rejectedSchema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(
                        contracts().resolve("rejected-charge.v1.schema.json").toFile()));
    }

    @Test
    void aConflictingRevisionGoesToTheDeadLetters() throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(record("1", charge("\"BilledCost\":1"))).get();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(charges()).isEqualTo(1));
            producer.send(record("1", charge("\"BilledCost\":2"))).get();
        }
        assertThat(rejected(1))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/data/code").asText()).isEqualTo("ConflictingRevision"));
    }

    private byte[] charge(String more) {
        return """
                {"x_BillingAccountId":"%s","BillingAccountId":"p","BillingCurrency":"CHF","ChargeCategory":"Usage","ChargePeriodStart":"2026-11-01T00:00:00Z",%s}""".formatted(source, more).getBytes(UTF_8);
    }

    private ProducerRecord<String, byte[]> record(String id, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("cost-events", "k", value);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        record.headers().add("ce_source", source.getBytes(UTF_8));
        record.headers().add("ce_type", "dev.outlay.charge.v1".getBytes(UTF_8));
        record.headers().add("content-type", "application/json".getBytes(UTF_8));
        return record;
    }

    private long charges() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from charge join charge_source s on s.id = source_id where s.name = '" + source
                                + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rejections of this test's charges, as structured events, once there are as many as expected. */
    private List<JsonNode> rejected(int expected) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("cost-events-rejected").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    JsonNode event = structured(record);
                    if (event.at("/data/headers/ce_source").asText().equals(source)) {
                        found.add(event);
                    }
                }
                return found.size() >= expected;
            });
        }
        return found;
    }

    private static JsonNode structured(ConsumerRecord<String, byte[]> record) throws IOException {
        Map<String, Object> event = new HashMap<>();
        record.headers().forEach(header -> {
            if (header.key().startsWith("ce_")) {
                event.put(header.key().substring(3), new String(header.value(), UTF_8));
            }
        });
        event.put("data", JSON.readTree(record.value()));
        return JSON.valueToTree(event);
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static Path contracts() {
        return Path.of(System.getProperty("outlay.root", "..")).resolve("deploy/contracts");
    }
}
