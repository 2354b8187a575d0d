package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A charge that the broker will never take is rejected by itself; its sender is not told to send the whole again for ever. */
@Tag("full")
@QuarkusTest
@TestProfile(RefusedChargesTest.SmallBatches.class)
@QuarkusTestResource(RunningParts.class)
class RefusedChargesTest {

    /** Batches that the topic takes while its limit is a small one: else Kafka splits them without end (KAFKA-8350). */
    public static final class SmallBatches implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.kafka.batch-bytes", "2000");
        }
    }

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("/"); // injected

    @BeforeEach
    void theTopicTakesLittle() throws Exception {
        Topic.set("cost-events", "max.message.bytes", "4000");
    }

    @AfterEach
    void theTopicTakesMuch() throws Exception {
        Topic.reset("cost-events", "max.message.bytes");
    }

    @Test
    void aChargeThatIsTooLargeForTheTopicIsRejectedWithWhatToDoAndIsTakenOnceItsLimitIsRaised() throws Exception {
        String large = large("urn:refused-alone", "large");
        double refused = meter("outlay_ingest_refused_charges_total");
        double failures = meter("outlay_ingest_publish_failures_publications_total");

        send(Door.STRUCTURED, large)
                .statusCode(400)
                .header("Retry-After", nullValue())
                .body("error.code", equalTo("AllItemsRejected"))
                .body("accepted", is(0))
                .body("rejected", is(1))
                .body("items[0].status", equalTo("rejected"))
                .body("items[0].errors[0].code", equalTo("BrokerRefused"))
                .body("items[0].errors[0].path", equalTo("/data"))
                .body("items[0].errors[0].message", containsString("max.message.bytes"));

        assertThat(Topic.ofSource("urn:refused-alone")).isEmpty();
        assertThat(RestAssured.get(metrics).asString())
                .contains("outlay_ingest_rejected_events_total{code=\"BrokerRefused\"}");
        assertThat(meter("outlay_ingest_refused_charges_total")).isEqualTo(refused + 1);
        assertThat(meter("outlay_ingest_publish_failures_publications_total")).isEqualTo(failures);
        Topic.reset("cost-events", "max.message.bytes");
        send(Door.STRUCTURED, large).statusCode(202);
        assertThat(Topic.ofSource("urn:refused-alone")).hasSize(1);
    }

    @Test
    void theOtherChargesOfTheRequestAreAcceptedAndWhatRepeatsARejectedOneIsRejectedToo() {
        String source = "urn:refused-among-others";
        String large = large(source, "large");
        String batch = String.join(
                ",",
                Door.event(source, "before", "1"),
                large,
                Door.event(source, "after", "2"),
                large,
                Door.event(source, "before", "1"),
                Door.event(source, "wrong", "\"x\""));

        send(Door.BATCH, "[" + batch + "]")
                .statusCode(202)
                .body("accepted", is(2))
                .body("duplicates", is(1))
                .body("rejected", is(3))
                .body(
                        "items.status",
                        equalTo(List.of("accepted", "rejected", "accepted", "rejected", "duplicate", "rejected")))
                .body("items[1].errors[0].code", equalTo("BrokerRefused"))
                .body("items[3].errors[0].code", equalTo("BrokerRefused"))
                .body("items[4].of", is(0))
                .body("items[5].errors[0].code", equalTo("InvalidDecimal"));

        assertThat(Topic.ofSource(source))
                .extracting(message -> Topic.header(message, "ce_id"))
                .containsExactlyInAnyOrder("before", "after");
        send(Door.STRUCTURED, Door.event(source, "next", "1")).statusCode(202);
    }

    /** As where the clock here is behind the broker's. What is refused so is refused with all else in its batch, and will be taken. */
    @Test
    void chargesWhoseTimeStampsTheBrokerDoesNotTakeAreToBeSentAgainAndNotRejected() throws Exception {
        String source = "urn:wrong-clock";
        String batch = "[%s,%s,%s]"
                .formatted(Door.event(source, "1", "1"), Door.event(source, "2", "1"), Door.event(source, "3", "1"));
        double refused = meter("outlay_ingest_refused_charges_total");
        double failures = meter("outlay_ingest_publish_failures_publications_total");
        Topic.set("cost-events", "message.timestamp.before.max.ms", "0");
        try {
            send(Door.BATCH, batch)
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("error.code", equalTo("BrokerUnavailable"));
        } finally {
            Topic.reset("cost-events", "message.timestamp.before.max.ms");
        }

        assertThat(Topic.ofSource(source)).isEmpty();
        assertThat(meter("outlay_ingest_refused_charges_total")).isEqualTo(refused);
        assertThat(meter("outlay_ingest_publish_failures_publications_total")).isEqualTo(failures + 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> send(Door.BATCH, batch).statusCode(202).body("accepted", is(3)));
    }

    private double meter(String name) {
        return RestAssured.get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static ValidatableResponse send(String type, String body) {
        return Door.asAdmin()
                .contentType(type)
                .body(body)
                .post("/v1/cost-events")
                .then();
    }

    private static String large(String source, String id) {
        return Door.event(source, id, "1")
                .replace("\"BilledCost\"", "\"ChargeDescription\":\"" + Topic.noise(4000) + "\",\"BilledCost\"");
    }
}
