package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class ImportsTest {
    private static final String HEADER =
            "BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart,SubAccountId,Tags\n";

    @BeforeEach
    void importsAreKnown() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Door.asAdmin().get("/v1/imports").then().statusCode(200));
    }

    @Test
    void aFileIsSentRowByRowAndEqualRowsStayApart() {
        String row = "0.5,FILE-1,USD,Usage,2024-09-18 22:00:00,SUB,\"{\"\"a\"\":\"\"b\"\"}\"\n";
        String csv = HEADER + row + row + "1.5,FILE-1,USD,Usage,2024-09-18T23:00:00Z,NULL,NULL\n";

        JsonPath done = imported(csv, "?alerts=digest");

        assertThat(done.getString("state")).isEqualTo("Completed");
        assertThat(done.getInt("rowsAccepted")).isEqualTo(3);
        assertThat(done.getInt("rowsRead")).isEqualTo(3);
        assertThat(done.getLong("bytesDone")).isEqualTo(done.getLong("bytesTotal"));
        List<ConsumerRecord<String, String>> published = Topic.ofImport(done.getString("id"));
        assertThat(published).hasSize(3);
        assertThat(ids(published)).hasSize(3);
        assertThat(published).allSatisfy(message -> {
            assertThat(Topic.header(message, "ce_source")).isEqualTo("urn:outlay:focus:FILE-1");
            assertThat(Topic.header(message, "ce_alerts")).isEqualTo("digest");
        });
        assertThat(published).extracting(ConsumerRecord::key).containsOnly("sub", "FILE-1");
    }

    @Test
    void theSameFileAgainHasTheSameIdsAlsoAsGzip() throws IOException {
        String csv = HEADER + "0.5,FILE-2,USD,Usage,2024-09-18 22:00:00,SUB,NULL\n".repeat(20);

        JsonPath first = imported(csv, "");
        JsonPath again = ended(Door.asAdmin()
                .contentType("application/gzip")
                .body(CostEventsTest.gzip(csv.getBytes(StandardCharsets.UTF_8)))
                .post("/v1/imports"));

        assertThat(again.getString("state")).isEqualTo("Completed");
        assertThat(ids(Topic.ofImport(again.getString("id"))))
                .hasSize(20)
                .isEqualTo(ids(Topic.ofImport(first.getString("id"))));
        assertThat(Topic.ofImport(first.getString("id")))
                .noneMatch(message -> Topic.header(message, "ce_alerts") != null);
    }

    @Test
    void anotherFileForTheSameAccountAndMonthIsRefusedUnlessItAppends() {
        String first = HEADER + "0.5,FILE-3,USD,Usage,2024-09-18 22:00:00,SUB,NULL\n";
        String other = HEADER + "0.7,FILE-3,USD,Usage,2024-09-19 22:00:00,SUB,NULL\n";
        String nextMonth = HEADER + "0.7,FILE-3,USD,Usage,2024-10-19 22:00:00,SUB,NULL\n";
        assertThat(imported(first, "").getString("state")).isEqualTo("Completed");

        JsonPath refused = imported(other, "");

        assertThat(refused.getString("state")).isEqualTo("Failed");
        assertThat(refused.getString("error.code")).isEqualTo("DataSetExists");
        assertThat(refused.getString("error.message")).contains("mode=append");
        assertThat(Topic.ofImport(refused.getString("id"))).isEmpty();
        assertThat(imported(nextMonth, "").getString("state")).isEqualTo("Completed");
        assertThat(imported(other, "?source=urn:another").getString("state")).isEqualTo("Completed");
        assertThat(imported(other, "?mode=append").getString("state")).isEqualTo("Completed");
        assertThat(imported(first, "").getString("state")).isEqualTo("Completed");
        assertThat(imported(other, "").getString("state")).isEqualTo("Completed");
    }

    /** A source that the ledger does not take would make every row a rejected charge, after the import was told to be complete. */
    @Test
    void theSourceOfALongAccountFitsAndOneThatIsTooLongIsRefused() {
        String account = "A".repeat(1_000);
        JsonPath taken = imported(HEADER + "0.5," + account + ",USD,Usage,2024-09-18 22:00:00,SUB,NULL\n", "");

        assertThat(taken.getString("state")).isEqualTo("Completed");
        assertThat(Topic.ofImport(taken.getString("id"))).singleElement().satisfies(message -> assertThat(
                        Topic.header(message, "ce_source"))
                .startsWith("urn:outlay:focus:sha256:")
                .hasSizeLessThanOrEqualTo(512));
        Door.asAdmin()
                .contentType("text/csv")
                .body(HEADER.getBytes(StandardCharsets.UTF_8))
                .queryParam("source", "€".repeat(171))
                .post("/v1/imports")
                .then()
                .statusCode(400);
    }

    @Test
    void rejectedRowsAreListedAndTheOthersAreSent() {
        String csv = HEADER + "0.5,FILE-4,USD,Usage,2024-09-18 22:00:00,SUB,NULL\n"
                + "=1+1,FILE-4,USD,Usage,2024-09-18 22:00:00,SUB,NULL\n" + "1,FILE-4,XXZ,None,2024-09-18,SUB,NULL\n"
                + "1,2\n";

        JsonPath done = imported(csv, "");

        assertThat(done.getInt("rowsAccepted")).isEqualTo(1);
        assertThat(done.getInt("rowsRejected")).isEqualTo(3);
        String rejections = Door.asAdmin()
                .get(done.getString("links.rejections"))
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/csv"))
                .extract()
                .asString();
        assertThat(rejections.lines())
                .satisfiesExactly(
                        header -> assertThat(header).isEqualTo("line,code,message"),
                        line -> assertThat(line).startsWith("3,\"InvalidDecimal\",\"BilledCost is not"),
                        line -> assertThat(line).startsWith("4,\"UnknownCurrency\""),
                        line -> assertThat(line).startsWith("4,\"InvalidValue\""),
                        line -> assertThat(line).startsWith("4,\"InvalidTimestamp\""),
                        line -> assertThat(line).startsWith("5,\"MalformedRow\""));
    }

    @Test
    void aFileThatIsNoFocusFileFailsAndSaysWhatIsMissing() {
        assertThat(imported("a,b\n1,2\n", "").getString("error.message")).contains("BilledCost", "ChargePeriodStart");
        assertThat(ended(Door.asAdmin()
                                .contentType("application/gzip")
                                .body(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0})
                                .post("/v1/imports"))
                        .getString("error.code"))
                .isEqualTo("InvalidGzip");
    }

    @Test
    void whatCannotBeAnImportIsRefusedAtOnce() {
        Door.asAdmin()
                .contentType("application/json")
                .body("{}")
                .post("/v1/imports")
                .then()
                .statusCode(415);
        Door.asAdmin()
                .contentType("text/csv")
                .post("/v1/imports")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("EmptyFile"));
        Door.asAdmin()
                .contentType("text/csv")
                .body("x")
                .post("/v1/imports?mode=replace")
                .then()
                .statusCode(400);
        Door.asAdmin()
                .contentType("text/csv")
                .body("x")
                .post("/v1/imports?alerts=loud")
                .then()
                .statusCode(400);
        Door.asAdmin()
                .contentType("text/csv")
                .body("x")
                .queryParam("source", " ")
                .post("/v1/imports")
                .then()
                .statusCode(400);
    }

    @Test
    void anImportThatWasCutOffGoesOnBehindItsLastAcknowledgedRow() {
        JsonPath done = await(RunningParts.CUT_OFF_IMPORT);

        assertThat(done.getString("state")).isEqualTo("Completed");
        assertThat(done.getInt("rowsAccepted")).isEqualTo(RunningParts.CUT_OFF_ROWS);
        assertThat(Topic.ofImport(RunningParts.CUT_OFF_IMPORT))
                .hasSize(RunningParts.CUT_OFF_ROWS - RunningParts.CUT_OFF_SENT);
    }

    @Test
    void importsAreListedNewestFirst() {
        JsonPath done = imported(HEADER + "0.5,FILE-5,USD,Usage,2024-09-18 22:00:00,SUB,NULL\n", "");

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> ids = Door.asAdmin()
                    .get("/v1/imports")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("value.id");
            assertThat(ids.getFirst()).isEqualTo(done.getString("id"));
        });
    }

    @Test
    void theRealSampleIsImportedWholeAndExactly() throws IOException {
        Path data = Repository.shared("data");
        Assumptions.assumeTrue(Files.isDirectory(data), "there are no data beside the checkout");

        JsonPath done = ended(Door.asAdmin()
                .contentType("text/csv")
                .body(Files.readAllBytes(data.resolve("focus_sample.csv")))
                .post("/v1/imports"));

        assertThat(done.getString("state")).isEqualTo("Completed");
        assertThat(done.getInt("rowsAccepted")).isEqualTo(1000);
        assertThat(done.getInt("rowsRejected")).isZero();
        List<ConsumerRecord<String, String>> published = Topic.ofImport(done.getString("id"));
        assertThat(ids(published)).hasSize(1000);
        ObjectMapper json = new ObjectMapper();
        BigDecimal sum = BigDecimal.ZERO;
        for (ConsumerRecord<String, String> charge : published) {
            sum = sum.add(new BigDecimal(
                    json.readTree(charge.value()).get("BilledCost").asText()));
        }
        assertThat(sum).isEqualByComparingTo("20.52022672899");
    }

    private static Set<String> ids(List<ConsumerRecord<String, String>> messages) {
        return messages.stream()
                .map(message -> Topic.header(message, "ce_source") + " " + Topic.header(message, "ce_id"))
                .collect(Collectors.toSet());
    }

    private static JsonPath imported(String csv, String query) {
        return ended(Door.asAdmin()
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports" + query));
    }

    private static JsonPath ended(Response received) {
        received.then().statusCode(202).header("Location", notNullValue());
        String location = received.header("Location");
        assertThat(location).matches("/v1/imports/[0-9a-f-]{36}");
        return await(Arrays.asList(location.split("/")).getLast());
    }

    private static JsonPath await(String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Door.asAdmin()
                                .get("/v1/imports/" + id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        shown -> Set.of("Completed", "Failed").contains(shown.getString("state")));
    }
}
