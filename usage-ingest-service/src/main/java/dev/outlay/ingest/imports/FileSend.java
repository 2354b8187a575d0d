package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.file.FocusReader;
import dev.outlay.ingest.file.Occurrences;
import dev.outlay.ingest.file.Row;
import dev.outlay.ingest.file.RowHash;
import dev.outlay.ingest.file.UnreadableFile;
import dev.outlay.ingest.publish.ChargePublisher;
import dev.outlay.ingest.publish.RefusedCharge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The second reading of a file: accepted rows go to Kafka in chunks, of which a few wait for their acknowledgement at once. A
 * chunk that is not acknowledged is sent again until it is, so a lost broker pauses the import; a charge that the broker will
 * never take ends it. How many rows are acknowledged is kept on disk; after a restart these are passed over.
 */
final class FileSend {
    private static final Logger LOG = Logger.getLogger(FileSend.class);
    private static final int PAUSE_MILLIS = 1000;

    private final Spool spool;
    private final ImportConfig config;
    private final ChargePublisher publisher;
    private final Import.Asked asked;
    private final AcceptedPeriod period;
    private final Consumer<Progress> told;
    private final Deque<Chunk> inFlight = new ArrayDeque<>();

    /** @param told hears every two seconds, and at the end, how far it is */
    FileSend(
            Spool spool,
            ImportConfig config,
            ChargePublisher publisher,
            Import.Asked asked,
            AcceptedPeriod period,
            Consumer<Progress> told) {
        this.spool = spool;
        this.config = config;
        this.publisher = publisher;
        this.asked = asked;
        this.period = period;
        this.told = told;
    }

    /** Charges of the rows up to one of them, and their publication. */
    private record Chunk(List<Charge> charges, long upToRow, CompletableFuture<List<RefusedCharge>> published) {}

    void run(Path scratch) throws UnreadableFile, IOException, InterruptedException {
        long sentBefore = spool.sent(asked.id());
        long row = 0;
        List<Charge> charges = new ArrayList<>();
        RowHash hash = new RowHash();
        Pace pace = new Pace();
        try (Upload upload = new Upload(spool.upload(asked.id()), config.maxUncompressedBytes());
                FocusReader reader = new FocusReader(upload.plain(), period);
                Occurrences.Numbers numbers = new Occurrences(scratch).numbers()) {
            for (Row next = reader.next(); next != null; next = reader.next()) {
                if (next.checked() instanceof Checked.Accepted accepted) {
                    int occurrence = numbers.next();
                    row++;
                    pace.accepted();
                    if (row > sentBefore) {
                        charges.add(identified(accepted.charge(), hash, occurrence));
                    }
                } else {
                    pace.rejected();
                }
                if (charges.size() == config.chunkRows()) {
                    send(charges, row);
                    charges = new ArrayList<>();
                }
                if (pace.isTimeToTell()) {
                    told.accept(pace.progress(upload.bytesDone()));
                }
            }
            send(charges, row);
            while (!inFlight.isEmpty()) {
                awaitOldest();
            }
            told.accept(pace.progress(upload.bytesDone()));
        }
    }

    private Charge identified(Charge charge, RowHash hash, int occurrence) {
        String id = RowHash.id(hash.of(charge), occurrence);
        return charge.identifiedAs(FileCheck.source(charge, asked.source()), id, asked.alerts());
    }

    private void send(List<Charge> charges, long upToRow) throws IOException, InterruptedException {
        if (charges.isEmpty()) {
            return;
        }
        while (inFlight.size() >= config.chunksInFlight()) {
            awaitOldest();
        }
        inFlight.add(new Chunk(charges, upToRow, publisher.publish(charges, asked.id())));
    }

    private void awaitOldest() throws IOException, InterruptedException {
        Chunk oldest = inFlight.remove();
        CompletableFuture<List<RefusedCharge>> published = oldest.published();
        while (true) {
            try {
                List<RefusedCharge> refused = published.get();
                if (!refused.isEmpty()) {
                    throw refused.getFirst().reason();
                }
                spool.sent(asked.id(), oldest.upToRow());
                return;
            } catch (ExecutionException unacknowledged) {
                LOG.warnf("import=%s waits for Kafka: %s", asked.id(), unacknowledged.getMessage());
                Thread.sleep(PAUSE_MILLIS);
                published = publisher.publish(oldest.charges(), asked.id());
            }
        }
    }
}
