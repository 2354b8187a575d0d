package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is beyond a limit is refused at once, and what comes after is taken. */
@Tag("full")
@QuarkusTest
@TestProfile(SmallLimits.class)
@QuarkusTestResource(RunningParts.class)
class LimitsTest {
    private static final String CSV = "BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart\n";

    private static final String REMAINING = "x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests";

    @TestHTTPResource("/")
    URI address = URI.create("/"); // injected

    @BeforeEach
    void everythingIsTaken() {
        await().atMost(Duration.ofSeconds(20)).until(() -> file(CSV).statusCode() == 202);
        await().atMost(Duration.ofSeconds(20)).until(() -> event().statusCode() == 202);
    }

    @Test
    void oneRequestMoreThanMayBeInFlightIsRefusedUntilTheOtherHasEnded() throws IOException {
        try (RawRequest other = new RawRequest(address, "/v1/cost-events", Door.STRUCTURED, 1000)) {
            other.send("{");
            refused(LimitsTest::event).header("Retry-After", "1").body("error.code", equalTo("TooManyRequests"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> event().statusCode() == 202);
    }

    @Test
    void oneUploadMoreThanAreReceivedAtOnceIsRefusedUntilAnotherHasEnded() throws IOException {
        List<RawRequest> others = new ArrayList<>();
        try {
            for (int other = 0; other < SmallLimits.UPLOADS; other++) {
                others.add(new RawRequest(address, "/v1/imports", "text/csv", 1000));
            }
            refused(() -> file(CSV)).header("Retry-After", "30").body("error.code", equalTo("TooManyImports"));
        } finally {
            for (RawRequest other : others) {
                other.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> file(CSV).statusCode() == 202);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndOneThatJustFitsIsTaken() {
        String largest = CSV + "x".repeat(SmallLimits.FILE_BYTES - CSV.length());

        file(largest + "x").then().statusCode(413).body("error.code", equalTo("PayloadTooLarge"));
        file(largest).then().statusCode(202);
    }

    @Test
    void aPrincipalThatAsksTooOftenIsToldHowLongToWaitAndNobodyElseIs() {
        RequestSpecification wild = Door.as(RunningParts.token("wild", "CostPublisher"));
        Response answer = wild.get("/v1/imports/none");
        assertThat(answer.header(REMAINING)).isEqualTo("DefaultQuota:" + (SmallLimits.REQUESTS - 1));
        for (int more = 0; answer.statusCode() == 404 && more < 20 * SmallLimits.REQUESTS; more++) {
            answer = wild.get("/v1/imports/none");
        }

        answer.then().statusCode(429).body("error.code", equalTo("TooManyRequests"));
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("x-ms-ratelimit-microsoft.costmanagement-client-retry-after"))
                .isEqualTo("1");
        assertThat(event().statusCode()).isEqualTo(202);
        assertThat(Door.as(RunningParts.token("calm", "CostPublisher"))
                        .get("/v1/imports/none")
                        .statusCode())
                .as("the same id in another tenant")
                .isEqualTo(404);
    }

    /** What is refused before its body came must not be kept by never ending that. */
    @Test
    void whoGoesOnSendingAfterARefusalIsCutOff() throws IOException {
        try (RawRequest refused = new RawRequest(address, "/v1/cost-events", "text/xml", 1000)) {
            refused.send("<");
            assertThat(refused.wholeAnswer()).startsWith("HTTP/1.1 415").contains("UnsupportedMediaType");
        }
    }

    /** The first answer that says that it is too much: at the next request whoever takes the place may have been given up. */
    private static ValidatableResponse refused(Callable<Response> request) {
        return await().atMost(Duration.ofSeconds(20))
                .until(request, answer -> answer.statusCode() == 429)
                .then();
    }

    private static Response file(String csv) {
        return Door.asAdmin().contentType("text/csv").body(csv).post("/v1/imports");
    }

    private static Response event() {
        return Door.asAdmin()
                .contentType(Door.STRUCTURED)
                .body(Door.event("urn:limits", "1", "1"))
                .post("/v1/cost-events");
    }
}
