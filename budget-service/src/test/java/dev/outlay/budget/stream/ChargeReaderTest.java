package dev.outlay.budget.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ContractFolder;
import dev.outlay.budget.ledger.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of {@code cost-events} are read as the contract says, in both modes, and what is missing or wrong is named by its path. */
class ChargeReaderTest {

    /** The two ways of the Kafka protocol binding of CloudEvents. */
    enum Mode {
        BINARY,
        STRUCTURED
    }

    private static final ChargeReader READER = new ChargeReader(true);

    static Stream<Arguments> goldenCharges() {
        return ContractFolder.examples().stream()
                .filter(file -> file.startsWith("charge-"))
                .flatMap(file -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(file, mode)));
    }

    @ParameterizedTest
    @MethodSource("goldenCharges")
    void everyGoldenChargeIsRead(String file, Mode mode) {
        ObjectNode event = ContractFolder.example(file);

        Charge charge = good(event, mode);

        assertThat(charge.id()).isEqualTo(event.get("id").asText());
        assertThat(charge.source()).isEqualTo(event.get("source").asText());
        assertThat(charge.billed())
                .isEqualByComparingTo(
                        new BigDecimal(event.at("/data/BilledCost").asText()));
        assertThat(charge.currency())
                .isEqualTo(event.at("/data/BillingCurrency").asText());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void unknownAttributesAndColumnsAreIgnored(Mode mode) {
        ObjectNode event = usage();
        event.put("future", "attribute");
        data(event).put("x_Future", "column").putObject("x_FutureObject").put("a", 1);

        assertThat(good(event, mode)).usingRecursiveComparison().isEqualTo(good(usage(), mode));
    }

    @ParameterizedTest
    @CsvSource({
        "id, /id",
        "source, /source",
        "type, /type",
        "data/BilledCost, /data/BilledCost",
        "data/BillingCurrency, /data/BillingCurrency",
        "data/ChargeCategory, /data/ChargeCategory",
        "data/ChargePeriodStart, /data/ChargePeriodStart"
    })
    void aMissingFieldIsNamedByItsPath(String field, String path) {
        for (Mode mode : Mode.values()) {
            ObjectNode event = usage();
            removed(event, field);

            assertThat(paths(event, mode)).as("%s", mode).containsExactly(path);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void withoutAnyBillingAccountTheOneThatIsWantedIsNamed(Mode mode) {
        ObjectNode event = usage();
        data(event).remove(List.of("BillingAccountId", "x_BillingAccountId"));

        assertThat(paths(event, mode)).containsExactly("/data/x_BillingAccountId");
    }

    static Stream<Arguments> wrongValues() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ArrayNode list = json.arrayNode().add(1);
        ObjectNode object = json.objectNode().put("a", "b");
        List<Arguments> wrong = new ArrayList<>();
        for (String amount : List.of("BilledCost", "EffectiveCost", "ListCost", "x_BilledCostInUsd")) {
            for (JsonNode value : List.of(
                    json.textNode("much"),
                    json.booleanNode(true),
                    json.textNode("1e41"),
                    json.textNode("NaN"),
                    json.textNode("0.0000000000000000001"),
                    json.textNode("123456789012345678901"),
                    list,
                    object)) {
                wrong.add(Arguments.of(amount, value));
            }
        }
        for (String time : List.of("ChargePeriodStart", "ChargePeriodEnd")) {
            for (JsonNode value : List.of(json.textNode("yesterday"), json.numberNode(1_700_000_000L), list, object)) {
                wrong.add(Arguments.of(time, value));
            }
        }
        for (String text :
                List.of("BillingAccountId", "x_CustomerId", "SubAccountId", "ServiceName", "BillingCurrency")) {
            for (JsonNode value : List.of(
                    json.numberNode(1),
                    json.booleanNode(true),
                    list,
                    object,
                    json.textNode("x".repeat(5_000)),
                    json.textNode("a\u0000b"))) {
                wrong.add(Arguments.of(text, value));
            }
        }
        wrong.add(Arguments.of("BillingCurrency", json.textNode("chf")));
        wrong.add(Arguments.of("ChargeCategory", json.textNode("Gift")));
        wrong.add(Arguments.of("Tags", json.textNode("env=prod")));
        wrong.add(Arguments.of("Tags", list));
        return wrong.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsNamedByItsPath(String column, JsonNode value) {
        for (Mode mode : Mode.values()) {
            ObjectNode event = usage();
            data(event).set(column, value);

            assertThat(paths(event, mode)).as("%s", mode).contains("/data/" + column);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "revision, -1",
        "revision, 1.5",
        "revision, many",
        "revision, 2147483648",
        "alerts, shout",
        "type, other"
    })
    void aWrongAttributeIsNamedByItsPath(String attribute, String value) {
        for (Mode mode : Mode.values()) {
            ObjectNode event = usage();
            event.put(attribute, value);

            assertThat(paths(event, mode)).as("%s", mode).containsExactly("/" + attribute);
        }
    }

    @Test
    void aSurrogateThatStandsAloneIsNamedByItsPath() {
        String charge = data(usage()).toString().replace("Virtual Machines", "\\ud800");

        ReadCharge read = READER.read(headers(usage()), charge.getBytes(UTF_8), Instant.EPOCH);

        assertThat(((ReadCharge.Bad) read).problems())
                .extracting(ChargeProblem::path)
                .containsExactlyInAnyOrder("/data/ServiceName", "/data/x_SkuMeterCategory");
    }

    @Test
    void aTagThatIsNoTextIsNamedByItsName() {
        ObjectNode event = usage();
        ((ObjectNode) data(event).get("Tags")).putArray("a/b");

        assertThat(paths(event, Mode.BINARY)).containsExactly("/data/Tags/a~1b");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        ObjectNode event = usage();
        event.put("revision", "-1");
        data(event).put("BilledCost", "much").put("ChargeCategory", "Gift").remove("BillingCurrency");

        assertThat(paths(event, Mode.BINARY))
                .containsExactlyInAnyOrder(
                        "/revision", "/data/BilledCost", "/data/ChargeCategory", "/data/BillingCurrency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "\"charge\"", "{\"BilledCost\":}", "{} {}", "\u00ff"})
    void whatIsNoChargeAtAllIsRejected(String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "1".getBytes(UTF_8)).add("ce_source", "s".getBytes(UTF_8));

        assertThat(READER.read(headers, value.getBytes(UTF_8), Instant.EPOCH)).isInstanceOf(ReadCharge.Bad.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whoSentARecordIsNearerThanWhoMadeItsEvent(Mode mode) {
        ObjectNode event = usage();
        event.put("traceparent", "made");
        assertThat(good(event, mode).traceparent()).isEqualTo("made");
        assertThat(good(usage(), mode).traceparent()).isNull();

        Headers sent = headers(event);
        sent.add("traceparent", "sent".getBytes(UTF_8));
        assertThat(traceparent(READER, sent)).isEqualTo("sent");
        assertThat(traceparent(
                        READER,
                        headers(event).add("traceparent", "x".repeat(129).getBytes(UTF_8))))
                .isEqualTo("made");
        assertThat(traceparent(new ChargeReader(false), sent))
                .as("where nothing is traced")
                .isNull();
    }

    private static @Nullable String traceparent(ChargeReader reader, Headers headers) {
        byte[] data = data(usage()).toString().getBytes(UTF_8);
        return ((ReadCharge.Good) reader.read(headers, data, Instant.EPOCH))
                .charge()
                .traceparent();
    }

    private static ObjectNode usage() {
        return ContractFolder.example("charge-usage.json");
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    private static void removed(ObjectNode event, String field) {
        if (field.startsWith("data/")) {
            data(event).remove(field.substring("data/".length()));
        } else {
            event.remove(field);
        }
    }

    private static Charge good(ObjectNode event, Mode mode) {
        ReadCharge read = read(event, mode);
        assertThat(read).isInstanceOf(ReadCharge.Good.class);
        return ((ReadCharge.Good) read).charge();
    }

    private static List<String> paths(ObjectNode event, Mode mode) {
        ReadCharge read = read(event, mode);
        assertThat(read).isInstanceOf(ReadCharge.Bad.class);
        return ((ReadCharge.Bad) read)
                .problems().stream().map(ChargeProblem::path).collect(Collectors.toList());
    }

    private static ReadCharge read(ObjectNode event, Mode mode) {
        if (mode == Mode.STRUCTURED) {
            Headers headers = new RecordHeaders();
            headers.add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(UTF_8));
            return READER.read(headers, event.toString().getBytes(UTF_8), Instant.EPOCH);
        }
        return READER.read(headers(event), data(event).toString().getBytes(UTF_8), Instant.EPOCH);
    }

    /** The attributes of an event as binary mode has them. */
    private static Headers headers(ObjectNode event) {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "application/json".getBytes(UTF_8));
        event.properties().forEach(attribute -> {
            if (attribute.getValue().isValueNode()) {
                headers.add(
                        "ce_" + attribute.getKey(),
                        attribute.getValue().asText().getBytes(UTF_8));
            }
        });
        return headers;
    }
}
