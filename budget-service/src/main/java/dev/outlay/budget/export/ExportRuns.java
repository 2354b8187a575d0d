package dev.outlay.budget.export;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.StagedFiles;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Carries out runs of exports in the background: those of schedules that are due, and those that somebody has asked for. The charges are collected in a staged file, which is written as files of reports are and goes on after
 * a death where it was; once it is whole it is put into the folder, and after a death in the middle of that it is put there once more.
 */
@ApplicationScoped
public class ExportRuns {

    private static final Logger LOG = Logger.getLogger(ExportRuns.class);

    /** With a lease between each two, minutes. */
    private static final int MOST_ATTEMPTS = 10;

    private static final String FAILED = "ExportFailed";

    private final Mutiny.SessionFactory sessions;
    private final ExportRights rights;
    private final StagedFiles files;
    private final ExportDelivery delivery;
    private final ExportConfig config;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<RepeatedTask> workers;
    private final RepeatedTask schedules;

    ExportRuns(
            Mutiny.SessionFactory sessions,
            ExportRights rights,
            StagedFiles files,
            ExportDelivery delivery,
            ExportConfig config,
            MeterRegistry registry,
            Clock clock,
            Vertx vertx) {
        this.sessions = sessions;
        this.rights = rights;
        this.files = files;
        this.delivery = delivery;
        this.config = config;
        this.registry = registry;
        this.clock = clock;
        this.workers = IntStream.range(0, config.atOnce())
                .mapToObj(number -> {
                    String holder = UUID.randomUUID().toString();
                    return new RepeatedTask(vertx, "Exporting", Duration.ofSeconds(1), () -> round(holder));
                })
                .toList();
        this.schedules =
                new RepeatedTask(vertx, "Looking for exports that are due", Duration.ofSeconds(1), this::submitDue);
    }

    void start(@Observes StartupEvent event) {
        workers.forEach(RepeatedTask::start);
        schedules.start();
    }

    void stop(@Observes ShutdownEvent event) {
        workers.forEach(RepeatedTask::stop);
        schedules.stop();
    }

    /** Somebody has asked for a run. */
    void wake() {
        workers.forEach(RepeatedTask::wake);
    }

    /** Fails with a refusal where there is no folder to which exports could be written. */
    void requireFolder() {
        requireFolder(config);
    }

    static void requireFolder(ExportConfig config) {
        if (config.folder().isEmpty()) {
            throw noFolder().exception();
        }
    }

    private static Refusal noFolder() {
        return Refusal.badRequest(
                "Exports are written to a folder of this installation, and it has none. Whoever runs it names one by OUTLAY_EXPORTS_FOLDER, or the chart's budget.exports.");
    }

    /** Submits one run of a schedule that is due, for the latest occurrence that was missed; says whether there was one. */
    public Uni<Boolean> submitDue() {
        Instant now = clock.instant();
        return sessions.withStatelessTransaction(session -> ExportTable.due(session, now)
                        .chain(due -> due.isEmpty()
                                ? Uni.createFrom().item(false)
                                : submit(session, due.get(), now).replaceWith(true)))
                .invoke(submitted -> {
                    if (submitted) {
                        wake();
                    }
                });
    }

    /** One that cannot be read is put aside with the reason in its history: left as it is, it would be the next one for ever, and no other would have its turn. */
    private Uni<Void> submit(Mutiny.StatelessSession session, ExportTable.Due due, Instant now) {
        DueRun run;
        try {
            run = DueRun.of(due, now);
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    unreadable,
                    "An export cannot be read, and runs no more until it is saved again: export=%s",
                    due.id());
            return ExportRunTable.addFailed(
                            session,
                            due.id(),
                            due.nextAt(),
                            FAILED,
                            "What is kept of the export could not be read. Save it again.")
                    .chain(() -> ExportTable.move(session, due.id(), due.nextAt(), null));
        }
        return ExportRunTable.add(session, due.id(), run.occurrence(), "System", run.question(), config.history())
                .chain(() -> ExportTable.move(session, due.id(), run.occurrence(), run.next()));
    }

    /**
     * One step of one run; says whether there may be more to do at once.
     *
     * @param holder whoever takes the step, in whichever replica
     */
    public Uni<Boolean> round(String holder) {
        return sessions.withStatelessTransaction(
                        session -> ExportRunTable.claim(session, holder, HeldRun.LEASE, config.atOnce()))
                .chain(claimed -> claimed.map(run -> goOn(run, holder).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> goOn(ExportRunTable.Claimed run, String holder) {
        if (run.attempts() > MOST_ATTEMPTS) {
            return failed(run, holder, FAILED, "It could not be carried out, however often that was tried.");
        }
        HeldRun held = new HeldRun(sessions, rights, run, holder);
        return Uni.createFrom()
                .deferred(() -> run.fileId() == null ? begin(held) : look(held, run.fileId()))
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> failed(run, holder, ((RefusedException) refused).refusal()))
                .onFailure(IOException.class)
                .recoverWithUni(failure -> notWritten(run, holder, (IOException) failure));
    }

    /** A volume may be back in a minute, and one that is full may be given room; so it is tried again once the lease has run out. */
    private Uni<Void> notWritten(ExportRunTable.Claimed run, String holder, IOException failure) {
        LOG.warnf(failure, "The file of an export could not be written: run=%s attempt=%s", run.id(), run.attempts());
        if (run.attempts() < MOST_ATTEMPTS && !(failure instanceof BlockedFolderException)) {
            return Uni.createFrom().voidItem();
        }
        return failed(
                run,
                holder,
                "DestinationNotWritable",
                "The file could not be written to the folder: " + FolderFile.reason(failure) + ".");
    }

    private Uni<Void> begin(HeldRun held) {
        requireFolder();
        ExportRunTable.Claimed run = held.run();
        ExportSettings settings = ExportJson.kept(run.settings());
        DetailQuestion question =
                new DetailQuestion(settings.definition().metric(), run.first(), run.last(), List.of());
        // Of a run that is lost meanwhile nothing is collected: its file goes with the transaction.
        return sessions.withStatelessTransaction(session -> held.allowed(session)
                        .chain(place -> files.ask(session, place, question))
                        .chain(file -> ExportRunTable.begun(session, run.id(), held.holder(), file))
                        .invoke(HeldRun::requireHeld))
                .invoke(files::wake)
                .replaceWithVoid();
    }

    private Uni<Void> look(HeldRun held, UUID file) {
        return sessions.withStatelessSession(session -> files.find(session, file))
                .chain(found -> found.isEmpty()
                        ? failed(held.run(), held.holder(), FAILED, "The charges could not be collected in time.")
                        : look(held, found.get()));
    }

    private Uni<Void> look(HeldRun held, CostFile file) {
        ExportRunTable.Claimed run = held.run();
        String holder = held.holder();
        return switch (file.state()) {
            case NOT_WHOLE ->
                sessions.withStatelessTransaction(session -> ExportRunTable.await(session, run.id(), holder));
            case EMPTY -> end(run, holder, new ExportRunTable.End(ExportRun.State.NO_DATA, null, null, null, null));
            case GIVEN_UP -> failed(run, holder, FAILED, "The charges could not be collected.");
            case WHOLE -> deliver(held, file);
        };
    }

    private Uni<Void> deliver(HeldRun held, CostFile file) {
        requireFolder();
        return delivery.deliver(held, file)
                .chain(delivered -> end(
                        held.run(),
                        held.holder(),
                        new ExportRunTable.End(
                                ExportRun.State.COMPLETED, delivered.fileName(), delivered.bytes(), null, null)));
    }

    private Uni<Void> failed(ExportRunTable.Claimed run, String holder, Refusal refusal) {
        return failed(run, holder, refusal.code(), refusal.message());
    }

    private Uni<Void> failed(ExportRunTable.Claimed run, String holder, String code, String message) {
        return end(run, holder, new ExportRunTable.End(ExportRun.State.FAILED, null, null, code, message));
    }

    private Uni<Void> end(ExportRunTable.Claimed run, String holder, ExportRunTable.End end) {
        return sessions.withStatelessTransaction(session -> ExportRunTable.end(session, run.id(), holder, end)
                        .call(folder -> folder.isPresent()
                                ? cleared(session, run, end, folder.get())
                                : Uni.createFrom().voidItem()))
                .map(Optional::isPresent)
                .invoke(ended -> {
                    if (ended) {
                        registry.counter(
                                        "outlay.exports.runs",
                                        "status",
                                        end.state().label())
                                .increment();
                        LOG.infof(
                                "The run of an export has ended: run=%s state=%s",
                                run.id(), end.state().label());
                    }
                })
                .replaceWithVoid();
    }

    /**
     * What was collected is not needed any more, whatever became of it, and what a run has named that failed is not whole. Before the commit: until then nobody else can have the run, and after a death in here another one
     * does this again.
     */
    private Uni<Void> cleared(
            Mutiny.StatelessSession session, ExportRunTable.Claimed run, ExportRunTable.End end, String folder) {
        UUID file = run.fileId();
        boolean isLeft = end.state() == ExportRun.State.FAILED
                && !folder.isEmpty()
                && config.folder().isPresent();
        return (isLeft ? delivery.remove(folder) : Uni.createFrom().voidItem())
                .chain(() -> file == null ? Uni.createFrom().voidItem() : files.remove(session, file));
    }
}
