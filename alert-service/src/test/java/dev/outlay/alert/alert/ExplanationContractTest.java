package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads what has moved a spend as the contract has it, and an alert without it where it is not so. */
class ExplanationContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBSCRIPTION = "6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10";

    private static ObjectNode example() throws IOException {
        return (ObjectNode) JSON.readTree(
                CrossingContractTest.examples("crossing-explained").getFirst().toFile());
    }

    private static Optional<Explanation> read(JsonNode event) throws Exception {
        Occasion occasion = CrossingContractTest.read(event).occasion();
        return occasion instanceof Occasion.ThresholdReached reached ? reached.explanation() : Optional.empty();
    }

    private static Explanation.Amounts amounts(String spend, String before, String change) {
        return new Explanation.Amounts(new BigDecimal(spend), new BigDecimal(before), new BigDecimal(change), "CHF");
    }

    @Test
    void everyAmountIsReadExactly() throws Exception {
        assertThat(read(example()))
                .contains(new Explanation(
                        new Explanation.Days(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-21")),
                        new Explanation.Days(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-21")),
                        amounts("8012.400000000000000001", "6420.15", "1592.250000000000000001"),
                        List.of(
                                new Explanation.Mover("Virtual Machines", amounts("5210.75", "3400.50", "1810.25")),
                                new Explanation.Mover("Storage", amounts("1089.65", "1519.65", "-430.00")),
                                new Explanation.Mover(
                                        "Azure OpenAI",
                                        amounts("212.000000000000000001", "0", "212.000000000000000001"))),
                        List.of(new Explanation.Mover(
                                SUBSCRIPTION,
                                amounts("7112.400000000000000001", "5520.15", "1592.250000000000000001"))),
                        List.of(
                                new Explanation.Group("rg-web", SUBSCRIPTION, amounts("5422.75", "3400.50", "2022.25")),
                                new Explanation.Group(
                                        "rg-data",
                                        SUBSCRIPTION,
                                        amounts("1689.650000000000000001", "2119.65", "-429.999999999999999999")))));
    }

    @Test
    void anEventWithoutOneIsReadAsBefore() throws Exception {
        ObjectNode event = example();
        ((ObjectNode) event.get("data")).putNull("explanation");
        assertThat(read(event)).isEmpty();
        ((ObjectNode) event.get("data")).remove("explanation");
        assertThat(read(event)).isEmpty();
    }

    /** An alert that is late because its reason is garbled would be worse than one without a reason. */
    @Test
    void whatTheContractDoesNotAllowIsLeftOutAndTheAlertIsTold() throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(CrossingContractTest.CONTRACTS
                        .resolve("crossing.v1.schema.json")
                        .toFile()));
        int refused = 0;
        for (String pointer : List.of(
                "/data/explanation",
                "/data/explanation/days",
                "/data/explanation/services/0",
                "/data/explanation/subscriptions/0",
                "/data/explanation/resourceGroups/1")) {
            List<String> names = new ArrayList<>();
            example().at(pointer).fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                for (JsonNode wrong :
                        List.of(MissingNode.getInstance(), JSON.readTree("1.5"), JSON.readTree("\"1e5\""))) {
                    ObjectNode event = example();
                    ObjectNode changed = (ObjectNode) event.at(pointer);
                    if (wrong.isMissingNode()) {
                        changed.remove(name);
                    } else {
                        changed.set(name, wrong);
                    }
                    if (!schema.validate(event).isEmpty()) {
                        assertThat(read(event))
                                .as(pointer + "/" + name + " " + wrong)
                                .isEmpty();
                        assertThat(CrossingContractTest.read(event).spend()).isPositive();
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void moreThanThreeAreNone() throws Exception {
        ObjectNode event = example();
        ArrayNode services = (ArrayNode) event.at("/data/explanation/services");
        services.add(services.get(0).deepCopy());
        assertThat(read(event)).isEmpty();
    }
}
