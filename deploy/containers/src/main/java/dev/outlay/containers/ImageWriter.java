package dev.outlay.containers;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes images as archives that {@code docker load} takes, without an engine. Times, owners and the order of files are fixed, so
 * that the same files make the same image.
 */
final class ImageWriter {
    /** Numeric, so that Kubernetes can see that it is not root; the chart's too. */
    static final int USER = 10001;

    /** When everything in an image was changed last. What is compiled ahead remembers it of each jar, so files are given it before. */
    static final Instant CHANGED = FileEntriesLayer.DEFAULT_MODIFICATION_TIME;

    private final String base;
    private final Path cache;

    /**
     * @param base {@code scratch}, {@code tar://} and an archive, {@code docker://} and an image of the engine, or an image of a
     *     registry
     * @param cache folder for layers
     */
    ImageWriter(String base, Path cache) {
        this.base = base;
        this.cache = cache;
    }

    /** Writes an image under its full name, such as {@code registry.example/finops/budget-service:0.1.0}. */
    void write(ImagePlan plan, String fullName, Path archive) throws Exception { // jib declares five kinds of its own
        JibContainerBuilder image = (base.equals("scratch") ? Jib.fromScratch() : Jib.from(base))
                .setFormat(ImageFormat.Docker)
                .setCreationTime(CHANGED)
                .setUser(USER + ":" + USER)
                .setEnvironment(plan.environment())
                .setExposedPorts(Ports.parse(plan.ports().stream()
                        .map(port -> Integer.toString(port))
                        .toList()))
                .setLabels(Map.of("org.opencontainers.image.title", plan.title()));
        if (!plan.entrypoint().isEmpty()) {
            image.setWorkingDirectory(AbsoluteUnixPath.get("/outlay")).setEntrypoint(plan.entrypoint());
        }
        for (ImagePlan.Layer layer : plan.layers()) {
            image.addFileEntriesLayer(entries(layer));
        }
        if (!plan.owned().isEmpty()) {
            image.addFileEntriesLayer(owned(plan.owned()));
        }
        Files.createDirectories(archive.toAbsolutePath().getParent());
        image.containerize(Containerizer.to(TarImage.at(archive).named(fullName))
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("application"))
                .setToolName("outlay"));
        if (!plan.health().isEmpty()) {
            HealthCheck.add(archive, plan.health());
        }
    }

    private static FileEntriesLayer entries(ImagePlan.Layer layer) throws IOException {
        FileEntriesLayer.Builder entries = FileEntriesLayer.builder().setName(layer.name());
        if (!layer.target().equals("/")) {
            add(entries, layer.source(), layer.target());
            return entries.build();
        }
        // The root itself is everybody's.
        try (Stream<Path> files = Files.list(layer.source())) {
            for (Path file : files.sorted().toList()) {
                add(entries, file, "/" + file.getFileName());
            }
        }
        return entries.build();
    }

    private static void add(FileEntriesLayer.Builder entries, Path source, String target) throws IOException {
        entries.addEntryRecursive(source, AbsoluteUnixPath.get(target), (file, path) -> permissions(file));
    }

    /** Those of the file, whatever the umask was: readable by all, executable where it is so for its owner. */
    private static FilePermissions permissions(Path file) {
        boolean isProgram = Files.isDirectory(file)
                || Files.isExecutable(file) && !file.toString().endsWith(".jar");
        return FilePermissions.fromOctalString(isProgram ? "755" : "644");
    }

    private FileEntriesLayer owned(List<String> folders) throws IOException {
        Path empty = Files.createDirectories(cache.resolve("empty"));
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("owned");
        for (String folder : folders) {
            boolean isShared = folder.equals("/tmp");
            layer.addEntry(new FileEntry(
                    empty,
                    AbsoluteUnixPath.get(folder),
                    FilePermissions.fromPosixFilePermissions(
                            PosixFilePermissions.fromString(isShared ? "rwxrwxrwx" : "rwxr-x---")),
                    CHANGED,
                    USER + ":" + USER));
        }
        return layer.build();
    }
}
