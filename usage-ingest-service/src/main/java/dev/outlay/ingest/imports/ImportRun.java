package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.file.UnreadableFile;
import dev.outlay.ingest.publish.BrokerRefused;
import dev.outlay.ingest.publish.BrokerUnavailable;
import dev.outlay.ingest.publish.ChargePublisher;
import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One import from Queued to its end: check the file, claim its data sets, send it. Interrupted, it stops where it is, and a later
 * run of the same import goes on.
 */
final class ImportRun {
    private static final Logger LOG = Logger.getLogger(ImportRun.class);
    private static final int PAUSE_MILLIS = 1000;

    private final Spool spool;
    private final ImportBook book;
    private final ChargePublisher publisher;
    private final ImportConfig config;
    private final Clock clock;
    private final AcceptedPeriod period;
    private volatile Import live;

    ImportRun(
            Import asked,
            Spool spool,
            ImportBook book,
            ChargePublisher publisher,
            ImportConfig config,
            Clock clock,
            AcceptedPeriod period) {
        this.live = asked;
        this.spool = spool;
        this.book = book;
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
        this.period = period;
    }

    /** The state at this moment, newer than what the topic has. */
    Import live() {
        return live;
    }

    /** Runs to the end. */
    void run() throws InterruptedException {
        boolean claimed = false;
        try {
            String since = clock.instant().toString();
            awaitBook();
            claimed = goesOnWithItsClaim();
            FileCheck.Finding finding =
                    new FileCheck(spool, config, live.asked(), period, done -> tell("Checking", since, done)).run();
            live = live.stating(finding.content(), finding.dataSets());
            Import inTheWay = claim();
            if (inTheWay != null) {
                throw refusal(inTheWay);
            }
            claimed = true;
            new FileSend(spool, config, publisher, live.asked(), period, done -> tell("Sending", since, done))
                    .run(finding.scratch());
            end(live.completed(clock.instant().toString()));
        } catch (UnreadableFile unreadable) {
            fail(unreadable.code(), unreadable.text(), claimed);
        } catch (Upload.TooLarge tooLarge) {
            fail(
                    "TooLarge",
                    "The file has more than " + config.maxUncompressedBytes() + " bytes after decompression. Split it.",
                    claimed);
        } catch (EOFException | ZipException cutOff) {
            fail("InvalidGzip", "The file is not gzip, or is cut off. Send it again.", claimed);
        } catch (BrokerRefused refused) {
            LOG.errorf(refused, "import=%s cannot be sent", live.id());
            fail("BrokerRefused", refused.text() + " A file of many accounts and months may also be split.", claimed);
        } catch (IOException disk) {
            LOG.errorf(disk, "import=%s cannot read or write its folder %s", live.id(), spool.folder(live.id()));
            fail("StorageFailed", "The folder of the import cannot be read or written: " + disk.getMessage(), claimed);
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "import=%s failed unexpectedly", live.id());
            fail(
                    "Unexpected",
                    "Something failed here; the log of the service says what. Send the file again.",
                    claimed);
        }
    }

    private void awaitBook() throws InterruptedException {
        while (!book.whole()) {
            Thread.sleep(PAUSE_MILLIS / 10);
        }
    }

    /**
     * Takes up the claim that an earlier run of this import wrote before its process ended: written anew, it would stand
     * behind those that came meanwhile.
     *
     * @return whether it was won, so that charges may have been sent under it
     */
    private boolean goesOnWithItsClaim() {
        Import known = book.find(live.id());
        if (known == null || !known.claim().isPlaced()) {
            return false;
        }
        live = live.claiming(known.claim());
        return inTheWay() == null;
    }

    /** Claims the data sets, unless that was done; says who has them, or null when they are this import's. */
    private @Nullable Import claim() throws InterruptedException {
        if (!live.claim().isPlaced()) {
            long offset = write(live);
            live = live.claimed(offset);
            book.awaitRead(offset);
        }
        return inTheWay();
    }

    private @Nullable Import inTheWay() {
        return Claims.inTheWayOf(live, book.stating(live.claim().dataSets()));
    }

    private static UnreadableFile refusal(Import inTheWay) {
        return new UnreadableFile(
                "DataSetExists",
                "Import " + inTheWay.id() + " has stated the same billing account and month with other content, so this"
                        + " file would count beside it. Nothing of it was sent. Where it adds to that one, send it again with"
                        + " mode=append; where its rows are another producer's, with a source of its own.");
    }

    private void tell(String step, String since, Progress progress) {
        live = live.running(step, since, progress);
        book.note(live);
    }

    private void fail(String code, String message, boolean keepsClaim) throws InterruptedException {
        if (Thread.interrupted()) { // files and Kafka answer a stop with errors of their own; the import goes on later
            throw new InterruptedException();
        }
        end(live.failed(clock.instant().toString(), new Import.Failure(code, message), keepsClaim));
    }

    private void end(Import ended) throws InterruptedException {
        try {
            write(ended);
        } catch (BrokerRefused refused) {
            LOG.errorf(refused, "import=%s state=%s cannot be told to other replicas", ended.id(), ended.state());
        }
        live = ended;
        try {
            spool.done(ended.id());
        } catch (IOException disk) {
            LOG.errorf(
                    disk,
                    "import=%s has an upload that cannot be removed; it will be read again at the next start",
                    ended.id());
        }
    }

    private long write(Import state) throws InterruptedException {
        while (true) {
            try {
                return book.write(state);
            } catch (BrokerUnavailable away) {
                LOG.warnf("import=%s waits for Kafka: %s", state.id(), away.getMessage());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
