package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is small on the wire and large in memory counts as what it is in memory. */
@Tag("full")
@QuarkusTest
@TestProfile(CompressedFloodTest.LittleRoom.class)
@QuarkusTestResource(RunningParts.class)
class CompressedFloodTest {

    /** Room for less than a compressed request is when it is decompressed. */
    public static final class LittleRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("outlay.ingest.max-bytes-in-flight", "65536");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/"); // injected

    @Test
    void aCompressedBodyTakesTheRoomThatItNeedsDecompressedAndGivesItBack() throws IOException {
        byte[] plain = IntStream.range(0, 1_000)
                .mapToObj(number -> Door.event("urn:flood", Integer.toString(number), "1"))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        byte[] compressed = CostEventsTest.gzip(plain);
        assertThat(plain.length).isGreaterThan(65_536);
        assertThat(compressed.length).isLessThan(65_536);

        Door.asAdmin()
                .contentType(Door.BATCH)
                .header("Content-Encoding", "gzip")
                .body(compressed)
                .post("/v1/cost-events")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("error.code", equalTo("TooManyRequests"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        RestAssured.get(management.resolve("metrics")).asString())
                .contains("outlay_ingest_bytes_in_flight_bytes 0.0"));
        Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .header("Content-Encoding", "gzip")
                .body(CostEventsTest.gzip(Door.event("urn:flood", "after", "1").getBytes(StandardCharsets.UTF_8)))
                .post("/v1/cost-events")
                .then()
                .statusCode(202);
    }
}
