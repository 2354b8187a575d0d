package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.Expected;
import dev.outlay.e2e.cost.FocusFile;
import dev.outlay.e2e.report.Report;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Outlay;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("heavy")
class LargeReportTest {
    private static final long SEED = 20_261_126;
    private static final int ROWS = Integer.getInteger("heavy.rows", 2_000_000);
    private static final int CUSTOMERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(40);

    /** The heap is limited to 512 MB; the rest is what a JVM needs beside it. It does not grow with the file. */
    private static final long MEGABYTES = 1_000;

    private static final Report REPORT = new Report(
            "large-report",
            "A large report, cut off by kill -9",
            "A report of cost details of a whole ledger is written while the budget service is killed (SIGKILL) in the middle of it, goes on by itself after the restart, and"
                    + " is downloaded. It holds each charge once, its sum is what was charged to the last digit, and the memory of the budget service (VmHWM, the peak of what was"
                    + " resident) stays within " + MEGABYTES + " MB.");

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("report");

    @Test
    void a_report_of_millions_of_rows_is_resumed_after_a_kill_and_exact(@TempDir Path directory) throws Exception {
        REPORT.run("Seed " + SEED, () -> reported(directory));
    }

    private void reported(Path directory) throws Exception {
        Expected expected = FocusFile.write(directory.resolve("large.csv"), account, SEED, CUSTOMERS, ROWS);
        REPORT.figure("rows", ROWS);
        imported(directory.resolve("large.csv"));

        long asking = System.nanoTime();
        String location = asked();
        String id = location.substring(location.lastIndexOf('/') + 1);
        await("half of it")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Long.parseLong(outlay.ledger()
                                .one("select cast(row_count as text) from cost_file where id = cast(? as uuid)", id))
                        > ROWS / 2);
        REPORT.figure("MB at the most before the kill", memory());
        outlay.budget().kill();
        outlay.budget().startAgain();
        JsonNode result = whole(location);
        REPORT.figure(
                "seconds from asking until it is whole, kill and restart included",
                (System.nanoTime() - asking) / 1_000_000_000);
        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("Completed");

        Path file = directory.resolve("report.csv");
        long fetching = System.nanoTime();
        fetch(result.at("/manifest/blobs/0/blobLink").asText(), file);
        REPORT.figure("seconds of the download", (System.nanoTime() - fetching) / 1_000_000_000);
        REPORT.figure("bytes", Files.size(file));
        assertThat(Files.size(file)).isEqualTo(result.at("/manifest/byteCount").asLong());
        REPORT.figure("MB at the most after it", memory());
        assertExact(file, expected);
        REPORT.row("sum of costInBillingCurrency", "CHF " + expected.billed().toPlainString() + ", exactly");
    }

    private void imported(Path file) {
        Answer answer = outlay.publisher().post("/v1/imports", "text/csv", file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        await("the ledger has it")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> outlay.ledger().ledgerRows(account.name()) == ROWS);
    }

    private String asked() {
        LocalDate month = Charge.thisMonth();
        Answer answer = outlay.door(GLOBAL_ADMIN)
                .post(
                        account.id()
                                + "/providers/Microsoft.CostManagement/generateCostDetailsReport?api-version=2023-11-01",
                        "application/json",
                        "{\"timePeriod\":{\"start\":\"" + month + "\",\"end\":\""
                                + month.plusMonths(1).minusDays(1) + "\"}}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.location();
    }

    private JsonNode whole(String location) {
        return await("the report")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> outlay.door(GLOBAL_ADMIN).get(location + "?api-version=2023-11-01"),
                        answer -> answer.status() == 200)
                .json();
    }

    private static void fetch(String link, Path file) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = client.send(
                    HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofFile(file));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private static void assertExact(Path file, Expected expected) throws IOException {
        BigDecimal sum = BigDecimal.ZERO;
        long rows = -1;
        int column = -1;
        try (CsvReader<CsvRecord> lines = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord line : lines) {
                List<String> fields = line.getFields();
                if (rows++ < 0) {
                    column = fields.indexOf("costInBillingCurrency");
                } else {
                    sum = sum.add(new BigDecimal(fields.get(column)));
                }
            }
        }
        assertThat(rows).isEqualTo(expected.charges());
        assertThat(sum).isEqualByComparingTo(expected.billed());
    }

    private long memory() {
        long peak = outlay.budget().peakMegabytes();
        assertThat(peak).isLessThanOrEqualTo(MEGABYTES);
        return peak;
    }
}
