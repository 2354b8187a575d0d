package dev.outlay.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.ingest.RunningParts;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.publish.ChargePublisher;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an import finds of its own claim when its process was killed and it runs again. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class ResumedImportTest {

    private final Spool spool;
    private final ImportBook book;
    private final ChargePublisher publisher;
    private final ImportConfig config;
    private final Clock clock;
    private final String account = "RESUMED-" + UUID.randomUUID();
    private final List<String> october = List.of(Claims.dataSet("urn:outlay:focus:" + account, account, "2026-10"));

    @Inject
    ResumedImportTest(Spool spool, ImportBook book, ChargePublisher publisher, ImportConfig config, Clock clock) {
        this.spool = spool;
        this.book = book;
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
    }

    @BeforeEach
    void importsAreKnown() {
        await().atMost(Duration.ofSeconds(30)).until(book::whole);
    }

    @Test
    void killedBetweenClaimAndRefusalItIsRefusedAndNothingOfItIsSent() throws Exception {
        claims(asked().stating("content of another file", october));
        Import killed = asked();
        leaveBehind(killed, 0);
        claims(killed.stating("its content", october));

        Import ended = run(killed);

        assertThat(ended.state()).isEqualTo(ImportState.FAILED);
        assertThat(ended.failure()).extracting(Import.Failure::code).isEqualTo("DataSetExists");
        assertThat(ended.claim().dataSets()).isEmpty();
        assertThat(spool.sent(killed.id())).isZero();
    }

    @Test
    void killedWhileItWasSentItKeepsItsClaimBeforeThoseThatCameMeanwhile() throws Exception {
        Import killed = asked();
        leaveBehind(killed, 1);
        long claim = claims(killed.stating("its content", october));
        claims(asked().stating("content of a file that came meanwhile", october));

        Import ended = run(killed);

        assertThat(ended.state()).as(String.valueOf(ended.failure())).isEqualTo(ImportState.COMPLETED);
        assertThat(ended.claim().offset()).isEqualTo(claim);
        assertThat(spool.sent(killed.id())).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadAgainKeepsTheClaimOfWhatWasSent() throws Exception {
        Import killed = asked();
        leaveBehind(killed, 1);
        long claim = claims(killed.stating("its content", october));
        Files.delete(spool.upload(killed.id()));

        Import ended = run(killed);

        assertThat(ended.failure()).extracting(Import.Failure::code).isEqualTo("StorageFailed");
        assertThat(ended.claim().offset()).isEqualTo(claim);
        assertThat(ended.claim().dataSets()).isEqualTo(october);
    }

    @Test
    void whatFailsUnexpectedlyEndsAsFailedAndNotAsRunningForEver() throws Exception {
        Import killed = asked();
        leaveBehind(killed, 0);
        Files.writeString(spool.folder(killed.id()).resolve("sent"), "no number");

        Import ended = run(killed);

        assertThat(ended.state()).isEqualTo(ImportState.FAILED);
        assertThat(ended.failure()).extracting(Import.Failure::code).isEqualTo("Unexpected");
        assertThat(ended.claim().dataSets())
                .as("charges may have been sent under its claim")
                .isEqualTo(october);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Import known = book.find(killed.id());
            return known != null && known.state() == ImportState.FAILED;
        });
        assertThat(spool.folder(killed.id()).resolve("done")).exists();
    }

    private Import asked() {
        return Import.queued(
                new Import.Asked(UUID.randomUUID().toString(), clock.instant().toString(), null, false, null, 100));
    }

    private void leaveBehind(Import asked, long sent) throws IOException {
        Files.writeString(
                spool.create(asked.id()),
                "BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart\n"
                        + "1,%1$s,EUR,Usage,2026-10-01 00:00:00\n2,%1$s,EUR,Usage,2026-10-02 00:00:00\n"
                                .formatted(account));
        spool.commit(asked);
        spool.sent(asked.id(), sent);
    }

    /** Writes a claim as a process does, and returns its place once it was read back. */
    private long claims(Import claim) throws InterruptedException {
        long offset = book.write(claim);
        book.awaitRead(offset);
        return offset;
    }

    private Import run(Import asked) throws InterruptedException {
        ImportRun run = new ImportRun(
                asked, spool, book, publisher, config, clock, AcceptedPeriod.asOf(clock.instant(), 84, 60));
        run.run();
        return run.live();
    }
}
