package dev.outlay.budget.export;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.StagedFiles;
import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Puts a staged file into the folder, part by part, and the manifest beside it. */
@ApplicationScoped
class ExportDelivery {

    private static final Logger LOG = Logger.getLogger(ExportDelivery.class);

    /**
     * What was put there.
     *
     * @param fileName below the folder of all exports, with slashes
     */
    record Delivered(String fileName, long bytes) {}

    private final Mutiny.SessionFactory sessions;
    private final StagedFiles files;
    private final Optional<Path> base;
    private final String partnerTenant;
    private final Clock clock;
    private final Vertx vertx;

    ExportDelivery(
            Mutiny.SessionFactory sessions,
            StagedFiles files,
            ExportConfig config,
            AccessConfig access,
            Clock clock,
            Vertx vertx) {
        this.sessions = sessions;
        this.files = files;
        this.base = config.folder().map(Path::of);
        this.partnerTenant = access.partnerTenant().orElse("");
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Puts a whole file where its export says. It is decided as of now before anything is written, and again before anything can be seen.
     *
     * @return fails with a refusal of the decision, with an {@link IOException} where it cannot be written, and with an {@link IllegalStateException} where the run is not ours any more. Nothing can be seen of it then, but where it
     *     failed between the names of the file and of the manifest: {@link #remove} removes that
     */
    Uni<Delivered> deliver(HeldRun held, CostFile file) {
        ExportSettings settings = ExportJson.kept(held.run().settings());
        return held.allowed()
                .chain(() -> aside(() -> begun(held.run(), settings)))
                .chain(growing -> copied(held, file, growing)
                        .chain(() -> aside(() -> whole(growing)))
                        .chain(bytes -> held.allowed()
                                .chain(place -> appeared(held, settings, place, file.rows(), growing, bytes)))
                        .onTermination()
                        .call(() -> aside(() -> abandoned(growing))));
    }

    /** Removes what a run that has failed may have left in its folder. What cannot be removed is logged, and stays. */
    Uni<Void> remove(String folder) {
        return aside(() -> {
                    try {
                        FolderFile.removeRun(base.orElseThrow(), folder);
                        return true;
                    } catch (IOException failure) {
                        LOG.warnf(failure, "What a failed run has left could not be removed: folder=%s", folder);
                        return false;
                    }
                })
                .replaceWithVoid();
    }

    private FolderFile begun(ExportRunTable.Claimed run, ExportSettings settings) throws IOException {
        Path folder = base.orElseThrow();
        FolderFile.removeAbandoned(folder, clock.instant());
        return FolderFile.begin(folder, run.id(), settings.isPacked());
    }

    private Uni<Void> copied(HeldRun held, CostFile file, FolderFile growing) {
        return Multi.createFrom()
                .range(0, file.chunks())
                .onItem()
                .transformToUniAndConcatenate(number -> held.renew()
                        .chain(() -> sessions.withStatelessSession(session -> files.part(session, file.id(), number)))
                        .chain(part -> aside(() -> added(
                                growing, part.orElseThrow(() -> new IllegalStateException("a staged file is gone"))))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The manifest is on the disk before the file has its name: where there is no room for it, there is no file either. What remains is to name both. */
    private Uni<Delivered> appeared(
            HeldRun held, ExportSettings settings, Place place, long rows, FolderFile growing, long bytes) {
        ExportRunTable.Claimed run = held.run();
        List<String> folders = folders(run, settings, place);
        String folder = String.join("/", folders);
        String name = settings.isPacked() ? "part_0_0001.csv.gz" : "part_0_0001.csv";
        String fileName = folder + "/" + name;
        String text = ExportManifest.of(run, settings, folder, fileName, bytes, rows);
        return aside(() -> FolderFile.holding(base.orElseThrow(), run.id(), text))
                .chain(manifest -> held.appearing(folder)
                        .chain(() -> aside(() -> {
                            growing.name(folders, name);
                            manifest.name(folders, ExportManifest.NAME);
                            return new Delivered(fileName, bytes);
                        }))
                        .onTermination()
                        .call(() -> aside(() -> abandoned(manifest))));
    }

    /** Of the place, then as the export says, then as Azure's: the name of the export, the days, the run. Each attempt of a run has the same, since nobody of another tenant saves the export. */
    private List<String> folders(ExportRunTable.Claimed run, ExportSettings settings, Place place) {
        List<String> folders = new ArrayList<>(FolderNames.of(place, run.by().isOf(partnerTenant)));
        folders.add(settings.container());
        folders.addAll(FolderNames.root(settings.root()).orElseThrow());
        folders.add(run.exportName());
        folders.add(DateTimeFormatter.BASIC_ISO_DATE.format(run.first()) + "-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(run.last()));
        folders.add(run.id().toString());
        return folders;
    }

    private static Boolean added(FolderFile growing, byte[] part) throws IOException {
        growing.add(part);
        return true;
    }

    private static Long whole(FolderFile growing) throws IOException {
        long bytes = growing.bytes();
        growing.whole();
        return bytes;
    }

    /** What cannot be removed now is removed when it is old. */
    private static Boolean abandoned(FolderFile growing) {
        try {
            growing.abandon();
            return true;
        } catch (IOException failure) {
            LOG.warn("A file that was not named could not be removed", failure);
            return false;
        }
    }

    /** Not on the event loop, which others share. */
    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
