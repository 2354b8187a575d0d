package dev.outlay.budget.export;

import dev.outlay.budget.background.RepeatedTask;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.StagedFiles;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopedPath;
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

    /** Far longer than a step takes; while a file is put into the folder it is renewed with each part. */
    private static final Duration LEASE = Duration.ofSeconds(30);

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
                        session -> ExportRunTable.claim(session, holder, LEASE, config.atOnce()))
                .chain(claimed -> claimed.map(run -> goOn(run, holder).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Void> goOn(ExportRunTable.Claimed run, String holder) {
        if (run.attempts() > MOST_ATTEMPTS) {
            return failed(run, holder, FAILED, "It could not be carried out, however often that was tried.");
        }
        return Uni.createFrom()
                .deferred(() -> run.fileId() == null ? begin(run, holder) : look(run, run.fileId(), holder))
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> failed(run, holder, ((RefusedException) refused).refusal()))
                .onFailure(IOException.class)
                .recoverWithUni(failure -> failed(
                        run,
                        holder,
                        "DestinationNotWritable",
                        "The file could not be written to the folder: " + FolderFile.reason((IOException) failure)
                                + "."));
    }

    private Uni<Void> begin(ExportRunTable.Claimed run, String holder) {
        requireFolder();
        ExportSettings settings = ExportJson.kept(run.settings());
        DetailQuestion question =
                new DetailQuestion(settings.definition().metric(), run.first(), run.last(), List.of());
        return sessions.withStatelessTransaction(session -> allowed(session, run)
                        .chain(place -> files.ask(session, place, question))
                        .chain(file -> ExportRunTable.begun(session, run.id(), holder, file))
                        .invoke(begun -> {
                            if (!begun) {
                                // What nobody asks for is not collected: the file goes with the transaction.
                                throw new IllegalStateException("somebody else has the run now, or it was deleted");
                            }
                        }))
                .invoke(files::wake)
                .replaceWithVoid();
    }

    /** As of now. */
    private Uni<Place> allowed(Mutiny.StatelessSession session, ExportRunTable.Claimed run) {
        return rights.now(
                session,
                run.by(),
                run.rightsAt(),
                ScopedPath.ofId(run.scopeArmId()).orElseThrow(),
                run.owner());
    }

    private Uni<Void> look(ExportRunTable.Claimed run, UUID file, String holder) {
        return sessions.withStatelessSession(session -> files.find(session, file))
                .chain(found -> found.isEmpty()
                        ? failed(run, holder, FAILED, "The charges could not be collected in time.")
                        : look(run, found.get(), holder));
    }

    private Uni<Void> look(ExportRunTable.Claimed run, CostFile file, String holder) {
        return switch (file.state()) {
            case NOT_WHOLE ->
                sessions.withStatelessTransaction(session -> ExportRunTable.await(session, run.id(), holder));
            case EMPTY -> end(run, holder, new ExportRunTable.End(ExportRun.State.NO_DATA, null, null, null, null));
            case GIVEN_UP -> failed(run, holder, FAILED, "The charges could not be collected.");
            case WHOLE -> deliver(run, file, holder);
        };
    }

    private Uni<Void> deliver(ExportRunTable.Claimed run, CostFile file, String holder) {
        requireFolder();
        return delivery.deliver(
                        run,
                        file,
                        () -> sessions.withStatelessSession(session -> allowed(session, run)),
                        () -> sessions.withStatelessTransaction(
                                session -> ExportRunTable.renew(session, run.id(), holder, LEASE)))
                .chain(delivered -> end(
                        run,
                        holder,
                        new ExportRunTable.End(
                                ExportRun.State.COMPLETED, delivered.fileName(), delivered.bytes(), null, null)));
    }

    private Uni<Void> failed(ExportRunTable.Claimed run, String holder, Refusal refusal) {
        return failed(run, holder, refusal.code(), refusal.message());
    }

    private Uni<Void> failed(ExportRunTable.Claimed run, String holder, String code, String message) {
        return end(run, holder, new ExportRunTable.End(ExportRun.State.FAILED, null, null, code, message));
    }

    /** What was collected is not needed any more, whatever became of it. */
    private Uni<Void> end(ExportRunTable.Claimed run, String holder, ExportRunTable.End end) {
        UUID file = run.fileId();
        return sessions.withStatelessTransaction(session -> ExportRunTable.end(session, run.id(), holder, end)
                        .call(ended -> ended && file != null
                                ? files.remove(session, file)
                                : Uni.createFrom().voidItem()))
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
}
