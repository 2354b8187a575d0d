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
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts a staged file into the folder, part by part, and the manifest after it. */
@ApplicationScoped
class ExportDelivery {

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
     * Puts a whole file where its export says.
     *
     * @param allowed decides as of now, asked before anything is written and before anything can be seen
     * @param renewed holds the run longer; false where it is held no more
     * @return fails with a refusal of the decision, with an {@link IOException} where it cannot be written, and with an {@link IllegalStateException} where the run is not ours any more; nothing is left of it then
     */
    Uni<Delivered> deliver(
            ExportRunTable.Claimed run, CostFile file, Supplier<Uni<Place>> allowed, Supplier<Uni<Boolean>> renewed) {
        Path folder = base.orElseThrow();
        ExportSettings settings = ExportJson.kept(run.settings());
        return allowed.get()
                .chain(place -> aside(() -> FolderFile.begin(folder, run.id(), settings.isPacked(), clock.instant()))
                        .chain(growing -> copied(file, growing, renewed)
                                .chain(() -> allowed.get())
                                .chain(() -> held(renewed))
                                .chain(() -> aside(() -> named(run, settings, place, file, growing)))
                                .onTermination()
                                .call(() -> aside(() -> abandoned(growing)))));
    }

    private Uni<Void> copied(CostFile file, FolderFile growing, Supplier<Uni<Boolean>> renewed) {
        return Multi.createFrom()
                .range(0, file.chunks())
                .onItem()
                .transformToUniAndConcatenate(number -> held(renewed)
                        .chain(() -> sessions.withStatelessSession(session -> files.part(session, file.id(), number)))
                        .chain(part -> aside(() -> added(
                                growing, part.orElseThrow(() -> new IllegalStateException("a staged file is gone"))))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> held(Supplier<Uni<Boolean>> renewed) {
        return renewed.get()
                .invoke(held -> {
                    if (!held) {
                        throw new IllegalStateException("somebody else has the run now, or it was deleted");
                    }
                })
                .replaceWithVoid();
    }

    private Delivered named(
            ExportRunTable.Claimed run, ExportSettings settings, Place place, CostFile file, FolderFile growing)
            throws IOException {
        List<String> folders = folders(run, settings, place);
        String name = settings.isPacked() ? "part_0_0001.csv.gz" : "part_0_0001.csv";
        String folder = String.join("/", folders);
        long bytes = growing.bytes();
        growing.name(folders, name);
        FolderFile.write(
                base.orElseThrow(),
                run.id(),
                folders,
                ExportManifest.NAME,
                ExportManifest.of(run, settings, folder, folder + "/" + name, bytes, file.rows()),
                clock.instant());
        return new Delivered(folder + "/" + name, bytes);
    }

    /** Of the place, then as the export says, then as Azure's: the name of the export, the days, the run. */
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

    private static Boolean abandoned(FolderFile growing) throws IOException {
        growing.abandon();
        return true;
    }

    /** Not on the event loop, which others share. */
    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
