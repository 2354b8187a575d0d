package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class BrokerOutageTest {

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready = URI.create("/"); // injected

    @TestHTTPResource(value = "/health/live", management = true)
    URI live = URI.create("/"); // injected

    @Test
    void withoutABrokerNothingIsAcceptedTheReasonIsShownAndItGoesOnByItself() {
        assertThat(post("before").statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> RestAssured.get(ready).then().statusCode(200));

        RunningParts.stopBroker();
        try {
            for (int i = 0; i < 4; i++) {
                long started = System.nanoTime();
                Response answer = post("during-" + i);
                answer.then()
                        .statusCode(503)
                        .header("Retry-After", "5")
                        .body("error.code", equalTo("BrokerUnavailable"));
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(12));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            RestAssured.get(ready).then().statusCode(503).body(containsString("does not answer")));
            RestAssured.get(live).then().statusCode(200);
        } finally {
            RunningParts.startBroker();
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(post("after").statusCode()).isEqualTo(202));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> RestAssured.get(ready).then().statusCode(200));
        assertThat(Topic.ofSource("urn:outage"))
                .extracting(message -> Topic.header(message, "ce_id"))
                .contains("before", "after");
    }

    private static Response post(String id) {
        return Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .body(Door.event("urn:outage", id, "1"))
                .post("/v1/cost-events");
    }
}
