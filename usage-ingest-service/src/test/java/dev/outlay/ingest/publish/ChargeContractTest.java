package dev.outlay.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.outlay.ingest.Repository;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.AlertsMode;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.TagsDraft;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChargeContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant ACCEPTED_AT = Instant.parse("2026-11-23T10:00:00.120Z");
    private static final AcceptedPeriod PERIOD = AcceptedPeriod.asOf(ACCEPTED_AT, 84, 60);

    private final JsonNode schemaText = json(Repository.text("deploy/contracts/charge.v1.schema.json"));
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText);

    @Test
    void theColumnsAreThoseOfTheContract() {
        JsonNode data = schemaText.at("/properties/data/properties");

        assertThat(Column.all())
                .extracting(Column::text)
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(names(data)));
        for (Column column : Column.all()) {
            JsonNode maxLength = data.get(column.text()).get("maxLength");
            if (column.kind() == Column.Kind.TEXT) {
                assertThat(maxLength.asInt()).as(column.text()).isEqualTo(column.maxBytes());
            }
        }
        assertThat(Column.all().stream().filter(Column::required).map(Column::text))
                .containsExactlyInAnyOrderElementsOf(StreamSupport.stream(
                                schemaText.at("/properties/data/required").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("dev.outlay.ingest.Repository#goldenCharges")
    void whatIsPublishedOfAGoldenExampleIsThatExampleAndFitsTheSchema(String name) {
        JsonNode golden = json(Repository.text("deploy/contracts/examples/" + name + ".json"));

        ProducerRecord<byte[], byte[]> message = new ChargeRecords("cost-events", null, ACCEPTED_AT).of(charge(golden));

        JsonNode published = structured(message);
        assertThat(schema.validate(published)).isEmpty();
        assertThat(schema.validate(golden)).isEmpty();
        assertThat(published.get("id")).isEqualTo(golden.get("id"));
        assertThat(published.get("source")).isEqualTo(golden.get("source"));
        assertThat(published.path("time").asText(""))
                .isEqualTo(golden.path("time").asText(""));
        assertThat(published.get("revision").asInt())
                .isEqualTo(golden.path("revision").asInt(0));
        golden.get("data").properties().forEach(field -> same(field, published.get("data")));
        assertThat(header(message, "content-type")).isEqualTo("application/json");
        assertThat(header(message, "ce_acceptedat")).isEqualTo("2026-11-23T10:00:00.120Z");
    }

    @Test
    void everyColumnAtItsLimitFitsTheSchemaAndAnyTextIsWrittenAsItIs() {
        String awkward = "\"\\ \b\t\u0001 é 漢 😀 </script> \u2028";
        ChargeDraft draft = new ChargeDraft();
        for (Column column : Column.all()) {
            switch (column.kind()) {
                case TEXT -> draft.text(column, column.maxBytes() > 100 ? awkward : "plain");
                case DECIMAL -> draft.text(column, "-12345678901234567890.123456789012345678");
                case CURRENCY -> draft.text(column, "CHF");
                case CATEGORY -> draft.text(column, "Adjustment");
                case CHARGE_CLASS -> draft.text(column, "Correction");
                case FLAG -> draft.flag(column, false);
                case TIMESTAMP ->
                    draft.text(
                            column, column == Column.CHARGE_PERIOD_END ? "2026-11-21 00:00:00" : "2026-11-20T00:00Z");
                case TAGS -> {
                    TagsDraft tags = new TagsDraft();
                    tags.tag(awkward, awkward);
                    tags.tag("none", null);
                    draft.tags(tags);
                }
            }
        }
        Attributes attributes =
                new Attributes("1.0", Attributes.TYPE, awkward, "urn:é", null, null, "2147483647", "record");
        Checked checked = draft.check(attributes, PERIOD);
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        Charge charge = ((Checked.Accepted) checked).charge();

        ProducerRecord<byte[], byte[]> message = new ChargeRecords("cost-events", "import-1", ACCEPTED_AT).of(charge);

        JsonNode published = structured(message);
        assertThat(schema.validate(published)).isEmpty();
        assertThat(published.at("/data/ServiceName").asText()).isEqualTo(awkward);
        assertThat(published.at("/data/Tags").get(awkward).asText()).isEqualTo(awkward);
        assertThat(published.at("/data/Tags/none").isNull()).isTrue();
        assertThat(published.at("/data/x_PartnerCreditApplied").isBoolean()).isTrue();
        assertThat(header(message, "ce_id")).isEqualTo(awkward);
        assertThat(header(message, "ce_alerts")).isEqualTo(AlertsMode.RECORD.text());
        assertThat(header(message, "ce_imported")).isEqualTo("import-1");
    }

    @Test
    void whatIsTracedSaysSoInTheEventAndInItsRecordAndNothingElseDoes() {
        Charge charge = charge(json(Repository.text("deploy/contracts/examples/charge-minimal.json")));
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        ProducerRecord<byte[], byte[]> traced =
                new ChargeRecords("cost-events", null, ACCEPTED_AT, traceparent).of(charge);
        ProducerRecord<byte[], byte[]> untraced = new ChargeRecords("cost-events", null, ACCEPTED_AT).of(charge);

        assertThat(schema.validate(structured(traced))).isEmpty();
        assertThat(header(traced, "ce_traceparent")).isEqualTo(traceparent);
        assertThat(header(traced, "traceparent")).isEqualTo(traceparent);
        assertThat(traced.headers().toArray()).hasSize(untraced.headers().toArray().length + 2);
        assertThat(traced.value()).isEqualTo(untraced.value());
    }

    private static void same(Map.Entry<String, JsonNode> golden, JsonNode published) {
        Column column = Column.named(golden.getKey());
        JsonNode written = published.get(golden.getKey());
        if (column == null || golden.getValue().isNull()) {
            assertThat(written).as(golden.getKey()).isNull();
        } else if (column.kind() == Column.Kind.DECIMAL) {
            assertThat(new BigDecimal(written.asText()))
                    .as(golden.getKey())
                    .isEqualByComparingTo(new BigDecimal(golden.getValue().asText()));
        } else {
            assertThat(written).as(golden.getKey()).isEqualTo(golden.getValue());
        }
    }

    /** The charge of a golden example, whose decimals are read as they are written. */
    private static Charge charge(JsonNode golden) {
        ChargeDraft draft = new ChargeDraft();
        golden.get("data").properties().forEach(field -> {
            Column column = Column.named(field.getKey());
            JsonNode value = field.getValue();
            if (column == null || value.isNull()) {
                return;
            }
            if (value.isObject()) {
                TagsDraft tags = new TagsDraft();
                value.properties()
                        .forEach(tag -> tags.tag(tag.getKey(), tag.getValue().asText()));
                draft.tags(tags);
            } else if (value.isBoolean()) {
                draft.flag(column, value.asBoolean());
            } else {
                draft.text(column, value.asText());
            }
        });
        Attributes attributes = new Attributes(
                "1.0",
                Attributes.TYPE,
                golden.get("id").asText(),
                golden.get("source").asText(),
                golden.has("time") ? golden.get("time").asText() : null,
                null,
                golden.path("revision").asText("0"),
                null);
        Checked checked = draft.check(attributes, PERIOD);
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) checked).charge();
    }

    private static JsonNode structured(ProducerRecord<byte[], byte[]> message) {
        ObjectNode event = JSON.createObjectNode();
        for (Header header : message.headers()) {
            if (header.key().startsWith("ce_")) {
                event.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        event.set("data", json(new String(message.value(), StandardCharsets.UTF_8)));
        return event;
    }

    private static String header(ProducerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static TreeSet<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
