package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class ManagementTest {

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/"); // injected

    @Test
    void metricsSayWhatWasAcceptedAndWhatWasRejectedAndWhy() {
        Door.asAdmin()
                .contentType(Door.BATCH)
                .body("[" + Door.event("urn:metrics", "1", "1") + "," + Door.event("urn:metrics", "2", "\"x\"") + "]")
                .post("/v1/cost-events")
                .then()
                .statusCode(202);

        String metrics = RestAssured.get(management.resolve("metrics")).asString();

        assertThat(metrics)
                .contains("outlay_ingest_accepted_events_total")
                .contains("outlay_ingest_rejected_events_total{code=\"InvalidDecimal\"}")
                .contains("outlay_ingest_published_charges_total")
                .contains("outlay_ingest_request_seconds_count{status=\"202\"}")
                .contains("outlay_ingest_requests_in_flight");
    }

    @Test
    void theApiIsDescribedForMachines() {
        RestAssured.get(management.resolve("openapi"))
                .then()
                .statusCode(200)
                .body(containsString("/v1/cost-events"))
                .body(containsString("/v1/imports/{id}/rejections"));
    }
}
