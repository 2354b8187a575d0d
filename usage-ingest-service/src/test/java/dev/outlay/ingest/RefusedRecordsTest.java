package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file of which the broker would never take the record fails, and those behind it go on. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class RefusedRecordsTest {
    private static final String HEADER =
            "BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart\n";
    private static final int LONGEST_ACCOUNT = 1024;
    private static final int UUID_LENGTH = 36;

    @BeforeEach
    void importsAreKnown() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
    }

    @Test
    void aFileWhoseDataSetsDoNotFitIntoARecordFailsAndTheNextOneIsTaken() {
        JsonPath failed = imported(fileOf(600, "-".repeat(LONGEST_ACCOUNT - UUID_LENGTH)));

        assertThat(failed.getString("error.code")).isEqualTo("TooManyDataSets");
        assertThat(failed.getString("error.message")).contains("bytes");
        assertThat(imported(fileOf(1, "")).getString("state")).isEqualTo("Completed");
    }

    @Test
    void aClaimThatTheBrokerRefusesEndsTheImportAndTheNextOneIsTaken() throws Exception {
        Topic.set("cost-imports", "max.message.bytes", "4000");
        JsonPath failed;
        try {
            failed = imported(fileOf(200, ""));
        } finally {
            Topic.reset("cost-imports", "max.message.bytes");
        }

        assertThat(failed.getString("state")).isEqualTo("Failed");
        assertThat(failed.getString("error.code")).isEqualTo("BrokerRefused");
        assertThat(Topic.ofImport(failed.getString("id"))).isEmpty();
        assertThat(imported(fileOf(1, "")).getString("state")).isEqualTo("Completed");
    }

    @Test
    void chargesThatTheBrokerRefusesEndTheImportAndTheNextOneIsTaken() throws Exception {
        Topic.set("cost-events", "max.message.bytes", "4000");
        JsonPath failed;
        try {
            failed = imported(fileOf(1, "")
                    .replace("ChargePeriodStart\n", "ChargePeriodStart,ChargeDescription\n")
                    .replace("00:00:00\n", "00:00:00," + Topic.noise(4000) + "\n"));
        } finally {
            Topic.reset("cost-events", "max.message.bytes");
        }

        assertThat(failed.getString("state")).isEqualTo("Failed");
        assertThat(failed.getString("error.code")).isEqualTo("BrokerRefused");
        assertThat(imported(fileOf(1, "")).getString("state")).isEqualTo("Completed");
    }

    /** A row for each of so many new accounts, whose names do not compress. */
    private static String fileOf(int accounts, String ending) {
        return IntStream.range(0, accounts)
                .mapToObj(account -> "1," + UUID.randomUUID() + ending + ",EUR,Usage,2026-10-01 00:00:00\n")
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static JsonPath imported(String csv) {
        Response received = Door.asAdmin()
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports");
        String location = received.then().statusCode(202).extract().header("Location");
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Door.asAdmin()
                                .get(location)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        shown -> Set.of("Completed", "Failed").contains(shown.getString("state")));
    }
}
