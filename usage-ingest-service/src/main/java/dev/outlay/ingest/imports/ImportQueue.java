package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.intake.IntakeConfig;
import dev.outlay.ingest.publish.ChargePublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs imports one after the other, and after a restart those that had not ended. */
@ApplicationScoped
class ImportQueue {
    private static final Logger LOG = Logger.getLogger(ImportQueue.class);

    private final Spool spool;
    private final ImportBook book;
    private final ChargePublisher publisher;
    private final ImportConfig config;
    private final IntakeConfig limits;
    private final Clock clock;
    private final ImportMeters meters;
    private final Map<String, ImportRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "outlay-imports"));

    ImportQueue(
            Spool spool,
            ImportBook book,
            ChargePublisher publisher,
            ImportConfig config,
            IntakeConfig limits,
            Clock clock,
            MeterRegistry meters) {
        this.spool = spool;
        this.book = book;
        this.publisher = publisher;
        this.config = config;
        this.limits = limits;
        this.clock = clock;
        this.meters = new ImportMeters(meters, clock, this::unfinished);
    }

    void resume(@Observes StartupEvent event) throws IOException {
        spool.forget(clock.instant(), config.keepRejections());
        for (Import waiting : spool.unfinished()) {
            LOG.infof("import=%s goes on", waiting.id());
            add(waiting);
        }
    }

    /** Appends an import that is whole on disk. */
    void add(Import asked) {
        AcceptedPeriod period =
                AcceptedPeriod.asOf(Instant.parse(asked.createdAt()), limits.retentionMonths(), limits.futureMonths());
        ImportRun run = new ImportRun(asked, spool, book, publisher, config, clock, period);
        runs.put(asked.id(), run);
        thread.execute(() -> execute(run));
    }

    boolean isFull() {
        return runs.size() >= config.maxQueued();
    }

    /** The state of an import that runs or waits here, or null. */
    @Nullable
    Import live(String id) {
        ImportRun run = runs.get(id);
        return run == null ? null : run.live();
    }

    private List<Import> unfinished() {
        return runs.values().stream().map(ImportRun::live).toList();
    }

    private void execute(ImportRun run) {
        String id = run.live().id();
        try {
            run.run();
            meters.ended(run.live());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "import=%s has an end that cannot be told; it is tried again at the next start", id);
        }
        runs.remove(id);
        forgetWhatIsOld();
    }

    private void forgetWhatIsOld() {
        book.forget(clock.instant().minus(config.keepEnded()), config.maxEnded());
        try {
            spool.forget(clock.instant(), config.keepRejections());
        } catch (IOException disk) {
            LOG.warnf(disk, "Rejections of old imports cannot be removed; it is tried again after the next import");
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("An import did not stop in time; it goes on behind its last acknowledged row after the restart");
        }
    }
}
