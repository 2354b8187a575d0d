package dev.outlay.budget.download;

import dev.outlay.budget.background.RepeatedTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Writes files in the background, part by part. A round takes the file that is least far, reads its next rows, and writes them down with how far it goes; so whoever takes it the next time, in whichever replica, goes on
 * there, and what a process that dies had in its hands is read once more.
 */
@ApplicationScoped
public class CostFileWriting {

    private static final Logger LOG = Logger.getLogger(CostFileWriting.class);

    /** Rows of a part: some megabytes while it is read and packed, and a fraction of a second. */
    private static final int ROWS = 4_000;

    /** What could not be read in time is tried again in halves, down to this. */
    private static final int FEWEST_ROWS = 250;

    /** Far longer than a part takes. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** With a lease between each two, minutes. */
    private static final int MOST_ATTEMPTS = 10;

    private final Mutiny.SessionFactory sessions;
    private final DetailContent details;
    private final PriceSheetContent prices;
    private final Vertx vertx;
    private final List<RepeatedTask> workers;
    private final RepeatedTask expiry;

    CostFileWriting(
            Mutiny.SessionFactory sessions,
            DetailContent details,
            PriceSheetContent prices,
            CostFileConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.details = details;
        this.prices = prices;
        this.vertx = vertx;
        if (config.workers() < 1) {
            throw new IllegalArgumentException("outlay.reports.workers has to be 1 or more.");
        }
        this.workers = IntStream.range(0, config.workers())
                .mapToObj(number -> {
                    String holder = UUID.randomUUID().toString();
                    return new RepeatedTask(vertx, "Writing files", Duration.ofSeconds(1), () -> round(holder));
                })
                .toList();
        this.expiry = new RepeatedTask(
                vertx,
                "Removing files",
                Duration.ofSeconds(10),
                () -> sessions.withStatelessTransaction(CostFileTable::expire));
    }

    void start(@Observes StartupEvent event) {
        workers.forEach(RepeatedTask::start);
        expiry.start();
    }

    void stop(@Observes ShutdownEvent event) {
        workers.forEach(RepeatedTask::stop);
        expiry.stop();
    }

    /** Somebody has asked for a file. */
    void wake() {
        workers.forEach(RepeatedTask::wake);
    }

    /** One part of one file; says whether there may be more to do at once. */
    Uni<Boolean> round(String holder) {
        return sessions.withStatelessTransaction(session -> CostFileTable.claim(session, holder, LEASE))
                .chain(claimed -> claimed.map(file -> goOn(file, holder).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> goOn(CostFileTable.Claimed file, String holder) {
        if (file.attempts() > MOST_ATTEMPTS) {
            LOG.errorf("file=%s is given up after attempts=%d", file.id(), file.attempts() - 1);
            return sessions.withStatelessTransaction(session -> CostFileTable.giveUp(session, file, holder));
        }
        return content(file).next(file, rows(file)).chain(part -> write(file, holder, part));
    }

    private FileContent content(CostFileTable.Claimed file) {
        return switch (FileKind.of(file.kindCode())) {
            case USAGE_DETAILS -> details;
            case PRICE_SHEET -> prices;
        };
    }

    private static int rows(CostFileTable.Claimed file) {
        return Math.max(FEWEST_ROWS, ROWS >> (file.attempts() - 1));
    }

    private Uni<Void> write(CostFileTable.Claimed file, String holder, FileContent.Part part) {
        if (part.rows() == 0) {
            return sessions.withStatelessTransaction(session -> CostFileTable.goOn(session, file, holder, part, null));
        }
        return packed(file, part)
                .chain(text -> sessions.withStatelessTransaction(
                        session -> CostFileTable.goOn(session, file, holder, part, text)));
    }

    /** Not on the event loop, which others share. */
    private Uni<CostFileText> packed(CostFileTable.Claimed file, FileContent.Part part) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> CostFileText.of(part, file.chunks() == 0), false)
                        .toCompletionStage());
    }
}
