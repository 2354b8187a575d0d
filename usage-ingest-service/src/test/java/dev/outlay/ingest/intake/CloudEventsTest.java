package dev.outlay.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.ingest.Repository;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private static final AcceptedPeriod PERIOD = AcceptedPeriod.asOf(Instant.parse("2026-11-23T00:00:00Z"), 84, 60);
    private static final String SOUND = """
            {"specversion":"1.0","id":"1","source":"urn:test","type":"dev.outlay.charge.v1","data":{"BillingAccountId":"A1",
            "BillingCurrency":"USD","BilledCost":0.8,"ChargeCategory":"Usage","ChargePeriodStart":"2026-11-01T00:00:00Z"}}""";

    private final CloudEvents reader = new CloudEvents(3);

    @ParameterizedTest
    @MethodSource("dev.outlay.ingest.Repository#goldenCharges")
    void everyGoldenExampleIsAccepted(String name) throws MalformedBody {
        String event = Repository.text("deploy/contracts/examples/" + name + ".json");

        assertThat(reader.structured(Body.of(event.getBytes(StandardCharsets.UTF_8)), PERIOD))
                .singleElement()
                .isInstanceOf(Checked.Accepted.class);
    }

    @Test
    void decimalsAreExactFromNumberAndFromText() throws MalformedBody {
        String event = Repository.text("deploy/contracts/examples/charge-usage.json");

        Charge charge = accepted(reader.structured(Body.of(event.getBytes(StandardCharsets.UTF_8)), PERIOD)
                .getFirst());

        assertThat(charge.columns().get(Column.LIST_COST)).isEqualTo("4.800000000000000001");
        assertThat(charge.columns().get(Column.BILLED_COST)).isEqualTo("4.08");
        assertThat(charge.columns().get(Column.X_PARTNER_CREDIT_APPLIED)).isEqualTo("true");
        assertThat(charge.revision()).isEqualTo(1);
        assertThat(charge.partitionKey()).isEqualTo("6a1d0d0e-8c0f-4b77-9d51-1f3f0a5f7c10");
    }

    @ParameterizedTest(name = "{0} -> {1} instead: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":\"1\"|\"id\":1|/id|InvalidType",
                "\"id\":\"1\"|\"other\":1|/id|MissingField",
                "\"id\":\"1\"|\"id\":\"1\",\"id\":\"2\"|/id|DuplicateKey",
                "\"id\":\"1\"|\"id\":\"1\",\"revision\":-1|/revision|InvalidRevision",
                "\"id\":\"1\"|\"id\":\"1\",\"revision\":1.5|/revision|InvalidType",
                "\"id\":\"1\"|\"id\":\"1\",\"revision\":[1]|/revision|InvalidType",
                "\"id\":\"1\"|\"id\":\"1\",\"alerts\":\"loud\"|/alerts|InvalidValue",
                "\"id\":\"1\"|\"id\":\"1\",\"time\":\"noon\"|/time|InvalidTimestamp",
                "\"id\":\"1\"|\"id\":\"1\",\"datacontenttype\":\"text/xml\"|/datacontenttype|UnsupportedData",
                "\"id\":\"1\"|\"id\":\"1\",\"data_base64\":\"e30=\"|/data_base64|UnsupportedData",
                "\"id\":\"1\"|\"id\":\"1\",\"note\":\"a\\u0000\"|/note|InvalidText",
                "\"id\":\"1\"|\"id\":\"1\",\"note\":{\"a\":1,\"a\":2}|/note|DuplicateKey",
                "\"1.0\"|\"2.0\"|/specversion|UnsupportedVersion",
                "charge.v1|charge.v2|/type|UnsupportedType",
                "0.8|1e400|/data/BilledCost|InvalidDecimal",
                "0.8|[0.8]|/data/BilledCost|InvalidType",
                "0.8|{}|/data/BilledCost|InvalidType",
                "0.8|true|/data/BilledCost|InvalidType",
                "0.8|null|/data/BilledCost|MissingField",
                "0.8|0.8,\"BilledCost\":0.8|/data/BilledCost|DuplicateKey",
                "0.8|0.8,\"Tags\":\"a\"|/data/Tags|InvalidType",
                "0.8|0.8,\"Tags\":{\"a\":{}}|/data/Tags/a|InvalidTags",
                "0.8|0.8,\"Tags\":{\"a\":\"1\",\"a\":\"2\"}|/data/Tags/a|DuplicateKey",
                "0.8|0.8,\"ServiceName\":7|/data/ServiceName|InvalidType",
                "0.8|0.8,\"RegionName\":\"\\ud800\"|/data/RegionName|InvalidText",
                "0.8|0.8,\"unknown\":\"\\udfff\"|/data/unknown|InvalidText",
                "\"USD\"|\"USQ\"|/data/BillingCurrency|UnknownCurrency",
            })
    void aFieldThatIsWrongIsRefusedWithItsPath(String before, String after, String path, String code)
            throws MalformedBody {
        String event = SOUND.replace(before, after);

        List<Problem> problems = rejected(reader.structured(Body.of(event.getBytes(StandardCharsets.UTF_8)), PERIOD)
                .getFirst());

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.code().text()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "[",
                "null",
                "1",
                "\"x\"",
                "{\"id\":",
                "{\"data\":{\"BilledCost\":NaN}}",
                "{'id':1}",
                "{\"id\":1}}",
                "{\"id\":1} {}",
                "{\"a\":tru}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\t\"}",
                "[1,]",
                "{\"a\":1,}",
                "// x\n{}"
            })
    void whatIsNoJsonObjectIsRefusedAsAWhole(String body) {
        assertThatThrownBy(() -> reader.structured(Body.of(body.getBytes(StandardCharsets.UTF_8)), PERIOD))
                .isInstanceOfSatisfying(MalformedBody.class, malformed -> assertThat(malformed.status())
                        .isEqualTo(400));
    }

    @Test
    void aBodyThatIsCutOffAnywhereIsRefusedAsAWhole() {
        byte[] whole = ("[" + SOUND + "," + SOUND + "]").getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> reader.batch(Body.of(cut), PERIOD)).isInstanceOf(MalformedBody.class);
        }
    }

    @Test
    void otherEncodingsThanUtf8AreRefused() {
        assertThatThrownBy(() -> reader.structured(Body.of(SOUND.getBytes(StandardCharsets.UTF_16)), PERIOD))
                .isInstanceOf(MalformedBody.class);
        assertThatThrownBy(() -> reader.structured(Body.of(SOUND.getBytes(StandardCharsets.UTF_16LE)), PERIOD))
                .isInstanceOf(MalformedBody.class);
        byte[] latin = SOUND.replace("urn:test", "urn:tést").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> reader.structured(Body.of(latin), PERIOD))
                .isInstanceOf(MalformedBody.class)
                .hasMessageContaining("at byte");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = SOUND.replace("0.8", "0.8,\"unknown\":" + "[".repeat(100) + "]".repeat(100));

        assertThatThrownBy(() -> reader.structured(Body.of(deep.getBytes(StandardCharsets.UTF_8)), PERIOD))
                .isInstanceOf(MalformedBody.class);
    }

    @Test
    void moreEventsThanAllowedAreRefusedWith413() {
        String four = "[" + String.join(",", List.of(SOUND, SOUND, SOUND, SOUND)) + "]";

        assertThatThrownBy(() -> reader.batch(Body.of(four.getBytes(StandardCharsets.UTF_8)), PERIOD))
                .isInstanceOfSatisfying(MalformedBody.class, malformed -> assertThat(malformed.status())
                        .isEqualTo(413));
    }

    @Test
    void whatIsNoEventInABatchIsRejectedByItself() throws MalformedBody {
        String batch = "[1," + SOUND + ",[[]]]";

        List<Checked> events = reader.batch(Body.of(batch.getBytes(StandardCharsets.UTF_8)), PERIOD);

        assertThat(events).hasSize(3);
        assertThat(rejected(events.get(0))).hasSize(2);
        assertThat(events.get(1)).isInstanceOf(Checked.Accepted.class);
        assertThat(rejected(events.get(2))).hasSize(2);
    }

    @Test
    void theBinaryModeReadsTheDataAlone() throws MalformedBody {
        String data = SOUND.substring(SOUND.indexOf("\"data\":") + 7, SOUND.length() - 1);
        Attributes attributes = new Attributes("1.0", Attributes.TYPE, "7", "urn:test", null, null, "3", "digest");

        Charge charge = accepted(reader.binary(Body.of(data.getBytes(StandardCharsets.UTF_8)), attributes, PERIOD)
                .getFirst());

        assertThat(charge.id()).isEqualTo("7");
        assertThat(charge.revision()).isEqualTo(3);
    }

    @Test
    void theSameTwiceIsADuplicateAndOtherContentAConflict() throws MalformedBody {
        String batch = "[" + SOUND + "," + SOUND.replace("0.8", "0.80") + "," + SOUND.replace("0.8", "0.9") + "]";

        Outcome outcome = Outcome.of(reader.batch(Body.of(batch.getBytes(StandardCharsets.UTF_8)), PERIOD));

        assertThat(outcome.accepted()).hasSize(1);
        assertThat(outcome.items().get(1)).isEqualTo(new Outcome.Item.Duplicate(0));
        assertThat(((Outcome.Item.Rejected) outcome.items().get(2)).problems())
                .extracting(problem -> problem.code().text())
                .containsExactly("ConflictingRevision");
    }

    @Test
    void anotherRevisionOfTheSameChargeIsNoDuplicate() throws MalformedBody {
        String batch = "[" + SOUND + "," + SOUND.replace("\"id\"", "\"revision\":1,\"id\"") + "]";

        Outcome outcome = Outcome.of(reader.batch(Body.of(batch.getBytes(StandardCharsets.UTF_8)), PERIOD));

        assertThat(outcome.accepted()).hasSize(2);
    }

    private static Charge accepted(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) checked).charge();
    }

    private static List<Problem> rejected(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Rejected.class);
        return ((Checked.Rejected) checked).problems();
    }
}
