package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.outlay.alert.access.AccessEvent;
import dev.outlay.alert.access.AccessJson;
import dev.outlay.alert.access.Permission;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads every golden example of the contracts this service consumes, and refuses what they do not allow. */
class CrossingContractTest {

    static final Path CONTRACTS = Repository.root().resolve("deploy/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> examples(String prefix) {
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("examples"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static List<Path> crossings() {
        return examples("crossing-");
    }

    static List<Path> crossingsAndEndings() {
        return Stream.concat(crossings().stream(), examples("budget-ending").stream())
                .toList();
    }

    static List<Path> accesses() {
        return examples("access-");
    }

    static ConsumerRecord<byte[], byte @Nullable []> structured(JsonNode event) {
        ConsumerRecord<byte[], byte @Nullable []> record =
                new ConsumerRecord<>("t", 0, 0, new byte[0], event.toString().getBytes(StandardCharsets.UTF_8));
        record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    static ConsumerRecord<byte[], byte @Nullable []> binary(JsonNode event) {
        ConsumerRecord<byte[], byte @Nullable []> record = new ConsumerRecord<>(
                "t", 0, 0, new byte[0], event.path("data").toString().getBytes(StandardCharsets.UTF_8));
        event.properties().stream()
                .filter(property -> property.getValue().isTextual())
                .forEach(property -> record.headers()
                        .add(
                                "ce_" + property.getKey(),
                                property.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static CrossingState readState(JsonNode event) throws Unreadable {
        return CrossingStateJson.read(CloudEvent.read(structured(event), Set.of(CrossingStateJson.TYPE)));
    }

    static Crossing read(JsonNode event) throws Unreadable {
        return CrossingJson.read(CloudEvent.read(structured(event), CrossingJson.TYPES));
    }

    @ParameterizedTest
    @MethodSource("crossingsAndEndings")
    void everyExampleIsReadAlikeInBothModes(Path file) throws Exception {
        JsonNode event = JSON.readTree(file.toFile());
        Crossing crossing = read(event);
        assertThat(crossing).isEqualTo(CrossingJson.read(CloudEvent.read(binary(event), CrossingJson.TYPES)));
        assertThat(AlertsTable.crossing(crossing.id(), event.path("data").toString()))
                .isEqualTo(crossing);
        assertThat(crossing.spend())
                .isEqualTo(new BigDecimal(event.at("/data/spend").textValue()));
        assertThat(crossing.budget().scope().id())
                .isEqualTo(event.at("/data/budget/scope").textValue());
    }

    @Test
    void theExampleOfAPrincipalIsRead() throws Exception {
        JsonNode event = JSON.readTree(examples("principal").getFirst().toFile());
        AccessEvent read = AccessJson.read(CloudEvent.read(binary(event), AccessJson.TYPES));
        assertThat(read)
                .isEqualTo(new AccessEvent.DirectoryPrincipal(
                        event.at("/data/principalId").asText(),
                        event.at("/data/tenantId").asText(),
                        Optional.of(event.at("/data/mail").asText())));
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void everyExampleOfAccessIsRead(Path file) throws Exception {
        JsonNode event = JSON.readTree(file.toFile());
        AccessEvent read = AccessJson.read(CloudEvent.read(binary(event), AccessJson.TYPES));
        assertThat(read.getClass().getSimpleName())
                .isEqualTo(event.at("/data/kind").textValue());
    }

    @Test
    void theExampleOfARoleIsReadAndOneThatDoesNotSayWhatItTakesAwayIsRefused() throws Exception {
        ObjectNode event =
                (ObjectNode) JSON.readTree(examples("role.json").getFirst().toFile());
        assertThat(AccessJson.read(CloudEvent.read(binary(event), AccessJson.TYPES)))
                .isEqualTo(new AccessEvent.CustomRole(
                        event.at("/data/roleId").asText(),
                        "Budget watcher",
                        List.of(new Permission(
                                List.of("Microsoft.Consumption/budgets/read", "Microsoft.CostManagement/alerts/*"),
                                List.of("Microsoft.CostManagement/alerts/delete")))));
        ((ObjectNode) event.at("/data/permissions/0")).remove("notActions");
        assertThatThrownBy(() -> AccessJson.read(CloudEvent.read(binary(event), AccessJson.TYPES)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("/permissions/0/notActions");
    }

    @Test
    void theExamplesOfStatesAreReadAlikeInBothModes() throws Exception {
        for (Path file : examples("state-")) {
            JsonNode event = JSON.readTree(file.toFile());
            CrossingState read = readState(event);
            assertThat(read)
                    .isEqualTo(CrossingStateJson.read(CloudEvent.read(binary(event), Set.of(CrossingStateJson.TYPE))))
                    .isEqualTo(new CrossingState(
                            UUID.fromString(event.at("/data/crossing").asText()),
                            event.at("/data/state").asText().equals("Resolved"),
                            event.at("/data/number").asLong(),
                            Instant.parse(event.at("/data/changedAt").asText())));
        }
        assertThat(examples("state-")).hasSize(2);
    }

    @Test
    void whatTheSchemaRequiresOfAStateIsRequiredHereAndAWrongFieldIsRefusedWithItsPath() throws Exception {
        ObjectNode example =
                (ObjectNode) JSON.readTree(examples("state-").getFirst().toFile());
        List<String> required = new ArrayList<>();
        JSON.readTree(CONTRACTS.resolve("crossing-state.v1.schema.json").toFile())
                .at("/properties/data/required")
                .forEach(name -> required.add(name.asText()));
        assertThat(required).hasSize(6);
        for (String name : required) {
            for (JsonNode wrong : List.of(
                    JSON.nullNode(),
                    JSON.readTree("\"x\""),
                    JSON.readTree("0"),
                    JSON.readTree("1.5"),
                    JSON.readTree("-1"))) {
                ObjectNode event = example.deepCopy();
                ((ObjectNode) event.get("data")).set(name, wrong);
                assertThatThrownBy(() -> readState(event))
                        .as(name + " " + wrong)
                        .isInstanceOf(Unreadable.class)
                        .hasMessageStartingWith("/data/" + name);
            }
        }
    }

    /** As a version does that is older than these events: it refuses the type, keeps the record, and everything else of the batch goes on. */
    @Test
    void whoeverDoesNotKnowStatesRefusesThemByTheirType() throws Exception {
        JsonNode event = JSON.readTree(examples("state-").getFirst().toFile());
        assertThatThrownBy(() -> read(event)).isInstanceOf(Unreadable.class).hasMessageStartingWith("/type");
    }

    /** Takes away every field that the schema asks for, one at a time: each is refused here as it is there. */
    @Test
    void whatTheSchemaRequiresIsRequiredHere() throws Exception {
        assertThat(required(
                        "crossing.v1",
                        crossings().getFirst(),
                        List.of("/data", "/data/budget", "/data/scope", "/data/notification", "/data/period")))
                .hasSizeGreaterThan(25);
        assertThat(required(
                        "budget-ending.v1",
                        CONTRACTS.resolve("examples/budget-ending.json"),
                        List.of("/data", "/data/budget", "/data/scope", "/data/contacts", "/data/period")))
                .hasSizeGreaterThan(20);
    }

    /** The fields of these objects of an example that the schema asks for, each of which is refused here where it is missing. */
    static List<String> required(String type, Path golden, List<String> objects) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        JSON.readTree(CONTRACTS.resolve(type + ".schema.json").toFile()));
        JsonNode example = JSON.readTree(golden.toFile());
        assertThat(schema.validate(example)).isEmpty();
        List<String> taken = new ArrayList<>();
        for (String pointer : objects) {
            List<String> names = new ArrayList<>();
            example.at(pointer).fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode without = example.deepCopy();
                ((ObjectNode) without.at(pointer)).remove(name);
                if (!schema.validate(without).isEmpty()) {
                    taken.add(name);
                    assertThatThrownBy(() -> read(without))
                            .isInstanceOf(Unreadable.class)
                            .hasMessageStartingWith(pointer + "/" + name);
                }
            }
        }
        return taken;
    }

    @Test
    void aWrongFieldIsRefusedWithItsPath() throws IOException {
        for (List<String> wrong : List.of(
                List.of("/data", "spend", "1e5"),
                List.of("/data", "currency", "francs"),
                List.of("/data", "crossedAt", "yesterday"),
                List.of("/data", "telling", "shout"),
                List.of("/data", "cause", "magic"),
                List.of("/data/budget", "uuid", "1"),
                List.of("/data/budget", "scope", "/nowhere"),
                List.of("/data/budget", "name", "a\u0000b"),
                List.of("/data/period", "timeGrain", "Hourly"),
                List.of("/data/period", "start", "2026-13-01"))) {
            ObjectNode event = (ObjectNode) JSON.readTree(crossings().getFirst().toFile());
            ((ObjectNode) event.at(wrong.get(0))).put(wrong.get(1), wrong.get(2));
            assertThatThrownBy(() -> read(event)).hasMessageStartingWith(wrong.get(0) + "/" + wrong.get(1));
        }
    }

    @Test
    void everyCauseOfTheContractIsKnownAndNoneSaidMeansCharges() throws Exception {
        JsonNode schema =
                JSON.readTree(CONTRACTS.resolve("crossing.v1.schema.json").toFile());
        ObjectNode event = (ObjectNode) JSON.readTree(crossings().getFirst().toFile());
        ObjectNode data = (ObjectNode) event.get("data");
        List<Crossing.Cause> known = new ArrayList<>();
        for (JsonNode word : schema.at("/properties/data/properties/cause/enum")) {
            data.set("cause", word);
            assertThat(read(event).cause().word()).isEqualTo(word.asText());
            known.add(read(event).cause());
        }
        assertThat(known).containsExactlyInAnyOrder(Crossing.Cause.values());

        data.remove("cause");
        assertThat(read(event).cause()).isEqualTo(Crossing.Cause.CHARGES);
    }

    @Test
    void everyTimeGrainOfTheContractIsKnown() throws Exception {
        JsonNode schema =
                JSON.readTree(CONTRACTS.resolve("crossing.v1.schema.json").toFile());
        ObjectNode event = (ObjectNode) JSON.readTree(crossings().getFirst().toFile());
        JsonNode words = schema.at("/properties/data/properties/period/properties/timeGrain/enum");

        assertThat(words).hasSize(6);
        for (JsonNode word : words) {
            ((ObjectNode) event.at("/data/period")).set("timeGrain", word);
            assertThat(read(event).period().timeGrain()).isEqualTo(word.asText());
        }
    }

    @Test
    void anythingThatIsNoEventIsUnreadableAndNothingWorse() {
        for (String text : List.of("", "null", "[]", "{", "1e400", "{\"a\":" + "[".repeat(5000), "\u0000")) {
            ConsumerRecord<byte[], byte @Nullable []> record =
                    new ConsumerRecord<>("t", 0, 0, new byte[0], text.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> CloudEvent.read(record, CrossingJson.TYPES))
                    .isInstanceOf(Unreadable.class);
        }
    }
}
