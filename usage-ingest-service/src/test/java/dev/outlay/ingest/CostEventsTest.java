package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class CostEventsTest {

    @BeforeEach
    void importsAreKnown() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
    }

    @Test
    void aStructuredEventIsOnTheTopicWhenItIsAnsweredAccepted() {
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .body(Door.event("urn:structured", "é-1", "1.50").getBytes(StandardCharsets.UTF_8))
                .post("/v1/cost-events")
                .then()
                .statusCode(202)
                .body("accepted", is(1))
                .body("items[0].status", equalTo("accepted"));

        List<ConsumerRecord<String, String>> published = Topic.ofSource("urn:structured");
        assertThat(published).hasSize(1);
        ConsumerRecord<String, String> charge = published.getFirst();
        assertThat(charge.key()).isEqualTo("sub-1");
        assertThat(Topic.header(charge, "ce_id")).isEqualTo("é-1");
        assertThat(Topic.header(charge, "ce_specversion")).isEqualTo("1.0");
        assertThat(Topic.header(charge, "ce_type")).isEqualTo("dev.outlay.charge.v1");
        assertThat(Topic.header(charge, "ce_revision")).isEqualTo("0");
        assertThat(Topic.header(charge, "ce_acceptedat"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Topic.header(charge, "content-type")).isEqualTo("application/json");
        assertThat(Topic.header(charge, "ce_imported")).isNull();
        assertThat(charge.value()).contains("\"BilledCost\":\"1.5\"");
    }

    @Test
    void aBinaryEventIsTakenWithItsHeaders() {
        Door.asAdmin()
                .contentType("application/json; charset=utf-8")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.outlay.charge.v1")
                .header("ce-source", "urn:binary")
                .header("ce-id", "Z%C3%BCrich%20%22")
                .header("ce-revision", "4")
                .header("ce-alerts", "record")
                .header("ce-time", "2026-11-20T10:15:30+01:00")
                .body(Door.data("\"2\""))
                .post("/v1/cost-events")
                .then()
                .statusCode(202);

        ConsumerRecord<String, String> charge = Topic.ofSource("urn:binary").getFirst();
        assertThat(Topic.header(charge, "ce_id")).isEqualTo("Zürich \"");
        assertThat(Topic.header(charge, "ce_revision")).isEqualTo("4");
        assertThat(Topic.header(charge, "ce_alerts")).isEqualTo("record");
        assertThat(Topic.header(charge, "ce_time")).isEqualTo("2026-11-20T09:15:30Z");
    }

    @Test
    void eachItemOfABatchIsAnsweredInOrderAndOnlyTheGoodOnesArePublished() {
        String batch = "[" + Door.event("urn:batch", "1", "1") + "," + Door.event("urn:batch", "2", "\"x\"") + ","
                + Door.event("urn:batch", "1", "1.0") + "," + Door.event("urn:batch", "1", "9") + "]";

        Door.asAdmin()
                .contentType(Door.BATCH)
                .body(batch)
                .post("/v1/cost-events")
                .then()
                .statusCode(202)
                .body("accepted", is(1))
                .body("duplicates", is(1))
                .body("rejected", is(2))
                .body("items.status", equalTo(List.of("accepted", "rejected", "duplicate", "rejected")))
                .body("items[1].errors[0].code", equalTo("InvalidDecimal"))
                .body("items[1].errors[0].path", equalTo("/data/BilledCost"))
                .body("items[2].of", is(0))
                .body("items[3].errors[0].code", equalTo("ConflictingRevision"));

        assertThat(Topic.ofSource("urn:batch")).hasSize(1);
    }

    @Test
    void whenEveryItemIsRejectedTheAnswerIs400WithTheEnvelopeAndTheItems() {
        Door.asAdmin()
                .contentType(Door.BATCH)
                .body("[" + Door.event("urn:bad", "1", "\"x\"") + ",1]")
                .post("/v1/cost-events")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("AllItemsRejected"))
                .body("items", hasSize(2));
        assertThat(Topic.ofSource("urn:bad")).isEmpty();
    }

    @Test
    void anEmptyBatchIsAcceptedAndSaysSo() {
        Door.asAdmin()
                .contentType(Door.BATCH)
                .body("[]")
                .post("/v1/cost-events")
                .then()
                .statusCode(202)
                .body("accepted", is(0));
    }

    @Test
    void fiveThousandEventsAreTakenAndOneMoreIsNot() {
        String five = IntStream.range(0, 5000)
                .mapToObj(i -> Door.event("urn:many", "m" + i, "1"))
                .collect(Collectors.joining(",", "[", ""));

        Door.asAdmin()
                .contentType(Door.BATCH)
                .body(five + "]")
                .post("/v1/cost-events")
                .then()
                .statusCode(202)
                .body("accepted", is(5000));
        Door.asAdmin()
                .contentType(Door.BATCH)
                .body(five + "," + Door.event("urn:many", "one-more", "1") + "]")
                .post("/v1/cost-events")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("TooManyEvents"));
        assertThat(Topic.ofSource("urn:many")).hasSize(5000);
    }

    @Test
    void gzipIsTakenAndItsPlainSizeIsLimited() throws IOException {
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .header("Content-Encoding", "gzip")
                .body(gzip(Door.event("urn:gzip", "1", "1").getBytes(StandardCharsets.UTF_8)))
                .post("/v1/cost-events")
                .then()
                .statusCode(202);
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .header("Content-Encoding", "gzip")
                .body(gzip(new byte[11 * 1024 * 1024]))
                .post("/v1/cost-events")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("PayloadTooLarge"));
    }

    @Test
    void tooMuchIsRefusedWith413() {
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .body(new byte[11 * 1024 * 1024])
                .post("/v1/cost-events")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("PayloadTooLarge"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/json",
        "application/xml",
        "application/cloudevents+xml",
        "application/cloudevents+json; charset=utf-16"
    })
    void otherContentTypesAreRefusedWith415(String type) {
        Door.asAdmin()
                .contentType(type)
                .body(Door.event("urn:type", "1", "1").getBytes(StandardCharsets.UTF_8))
                .post("/v1/cost-events")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("UnsupportedMediaType"));
    }

    @Test
    void whatIsNotThereIsRefusedInTheSameEnvelope() {
        Door.asAdmin().get("/nothing").then().statusCode(404).body("error.code", equalTo("NotFound"));
        Door.asAdmin().get("/q/health").then().statusCode(404).body("error.code", equalTo("NotFound"));
        Door.asAdmin().get("/v1/imports/none").then().statusCode(404).body("error.code", equalTo("ImportNotFound"));
        Door.asAdmin()
                .get("/v1/cost-events")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .body("error.message", not(emptyString()));
        Door.asAdmin().delete("/v1/imports").then().statusCode(405).header("Allow", "GET, POST");
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
