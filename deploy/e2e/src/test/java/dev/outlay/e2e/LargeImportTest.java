package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Expected;
import dev.outlay.e2e.cost.FocusFile;
import dev.outlay.e2e.cost.WatchedLoad;
import dev.outlay.e2e.report.Report;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Outlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("heavy")
class LargeImportTest {
    private static final long SEED = 20_261_123;
    private static final int ROWS = Integer.getInteger("heavy.rows", 2_000_000);
    private static final int CUSTOMERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** The heap is limited to 512 MB; the rest is what a JVM needs beside it. It does not grow with the file. */
    private static final long MEGABYTES = 900;

    private static final Report REPORT = new Report(
            "large-import",
            "A large file, cut off by kill -9",
            "A FOCUS file is imported while the ingest service is killed (SIGKILL) in the middle of sending it, and goes on by itself after the"
                    + " restart; then the same file is imported again. The ledger holds each row once, and the memory of the ingest process"
                    + " (VmHWM, the peak of what was resident) stays within " + MEGABYTES + " MB.");

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("import");

    @Test
    void a_file_of_millions_of_rows_is_resumed_after_a_kill_and_harmless_again(@TempDir Path directory)
            throws Exception {
        REPORT.run("Seed " + SEED, () -> importTwice(directory.resolve("large.csv")));
    }

    private void importTwice(Path file) throws IOException {
        Expected expected = FocusFile.write(file, account, SEED, CUSTOMERS, ROWS);
        REPORT.figure("rows", ROWS);
        REPORT.figure("bytes", Files.size(file));
        WatchedLoad watched = new WatchedLoad(outlay, expected, PATIENCE);
        watched.makeBudgets();

        long posting = System.nanoTime();
        String first = posted(file);
        JsonNode half = awaitJob(
                first,
                job -> job.path("step").asText().equals("Sending")
                        && job.path("rowsRead").asInt() > ROWS / 2);
        REPORT.figure(
                "rows sent when it was killed, about", half.path("rowsRead").asLong());
        REPORT.figure("MB at the most before the kill", memory());
        outlay.ingest().kill();
        outlay.ingest().startAgain();
        JsonNode resumed = awaitJob(first, LargeImportTest::isOver);
        REPORT.figure("MB at the most after it", memory());
        rate("first import, from its upload until it is completed, kill and restart included", posting);
        assertCompleted(resumed);
        REPORT.figure(
                "rows accepted by the import that was resumed",
                resumed.path("rowsAccepted").asLong());
        awaitConsumed();
        rate("first import, from its upload until every row of it is counted", posting);
        watched.assertCountedAndToldOnce();

        long postingAgain = System.nanoTime();
        JsonNode again = awaitJob(posted(file), LargeImportTest::isOver);
        rate("second import, from its upload until it is completed", postingAgain);
        assertCompleted(again);
        REPORT.figure("MB at the most after the second import", memory());
        awaitConsumed();
        rate("second import, from its upload until every row of it has been read and found to be known", postingAgain);
        watched.assertCountedAndToldOnce();
        REPORT.figure("ledger rows", outlay.ledger().ledgerRows(account.name()));
        REPORT.row("sum of BilledCost", "CHF " + expected.billed().toPlainString() + ", exactly");
    }

    /** The section's own duration includes making the file, recounting the ledger and looking at every alert: this is the import alone. */
    private static void rate(String what, long beganNanos) {
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        REPORT.row(what, String.format(Locale.ROOT, "%,.0f s, %,.0f rows/s", seconds, ROWS / seconds));
    }

    private String posted(Path file) {
        Answer answer = outlay.publisher().post("/v1/imports", "text/csv", file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        // Asked of the ingest service itself: a path, which only the front door makes absolute.
        String location = answer.header("location").orElseThrow();
        assertThat(location).startsWith("/v1/imports/");
        return location;
    }

    private JsonNode awaitJob(String location, Predicate<JsonNode> state) {
        return await("import")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> outlay.publisher().get(location).json(),
                        job -> state.test(job) || job.path("state").asText().equals("Failed"));
    }

    private static boolean isOver(JsonNode job) {
        return job.path("finishedAt").isTextual();
    }

    private static void assertCompleted(JsonNode job) {
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("Completed");
        assertThat(job.path("rowsAccepted").asInt()).as(job.toString()).isEqualTo(ROWS);
        assertThat(job.path("rowsRejected").asInt()).as(job.toString()).isZero();
    }

    private long memory() {
        long peak = outlay.ingest().peakMegabytes();
        assertThat(peak).isLessThanOrEqualTo(MEGABYTES);
        return peak;
    }

    /** Offsets follow the commit, so what has been read is counted; of the second import, which changes nothing, no more can be seen. */
    private void awaitConsumed() {
        await("the import has been read by the budget service")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> outlay.topics().lag("budget-service") == 0);
    }
}
