package dev.outlay.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The image of a service. Its classes are the application's that Quarkus has built, on a class path of their own in place of Quarkus'
 * class loader: what is compiled ahead holds for the JVM's own loader alone.
 */
enum ServiceImage {
    INGEST("usage-ingest-service", "dev.outlay.ingest.Ingest", 8081, 8091),
    BUDGET("budget-service", "dev.outlay.budget.Start", 8080, 8090),
    ALERT("alert-service", "dev.outlay.alert.Start", 8082, 8092);

    /** As the chart has them; whoever sets the variable replaces all of them. */
    static final String JAVA_OPTIONS =
            "-XX:MaxRAMPercentage=65 -XX:+UseParallelGC -XX:NewRatio=1 -XX:+ExitOnOutOfMemoryError";

    private final String module;
    private final String main;
    private final int port;
    private final int managementPort;

    ServiceImage(String module, String main, int port, int managementPort) {
        this.module = module;
        this.main = main;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Its folder in the repository, and its name as an image. */
    String module() {
        return module;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** What starts it, given where its files are; with the archive of what is compiled ahead, where there is one. */
    List<String> command(String java, String folder, boolean hasArchive) {
        List<String> command = new ArrayList<>(List.of(java));
        if (hasArchive) {
            command.add("-XX:AOTCache=" + folder + "/service.aot");
        }
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Duser.timezone=UTC");
        command.addAll(List.of("-jar", folder + "/service.jar"));
        return command;
    }

    /**
     * Lays out the files as the image has them.
     *
     * @param root the repository, where the service has been packaged
     * @param stage folder to be filled: {@code lib} and {@code app} in it, each a layer
     */
    void stage(Path root, Path stage) throws IOException {
        Path built = root.resolve(module).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException(built + " is missing: the service has to be packaged before.");
        }
        List<String> classPath = new ArrayList<>();
        // What Quarkus has changed comes before what it was made of.
        classPath.add(copied(built.resolve("quarkus/transformed-bytecode.jar"), stage, "app"));
        classPath.add(copied(built.resolve("quarkus/generated-bytecode.jar"), stage, "app"));
        for (Path jar : jars(built.resolve("app"))) {
            classPath.add(copied(jar, stage, "app"));
        }
        for (String libraries : List.of("lib/boot", "lib/main")) {
            for (Path jar : jars(built.resolve(libraries))) {
                classPath.add(copied(jar, stage, "lib"));
            }
        }
        writeStarter(
                stage.resolve("service.jar"),
                classPath.stream().filter(jar -> !jar.isEmpty()).toList());
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** Where it is, seen from the starter; empty where there is no such file. */
    private static String copied(Path jar, Path stage, String folder) throws IOException {
        if (!Files.exists(jar)) {
            return "";
        }
        Path target = stage.resolve(folder).resolve(jar.getFileName());
        Files.createDirectories(stage.resolve(folder));
        Files.copy(jar, target);
        Files.setLastModifiedTime(target, FileTime.from(ImageWriter.CHANGED));
        return folder + "/" + jar.getFileName();
    }

    /** A jar of nothing but a manifest: the class path, and what Quarkus' threads reflect into. */
    private void writeStarter(Path jar, List<String> classPath) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main);
        attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        attributes.put(new Attributes.Name("Add-Opens"), "java.base/java.lang");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(file)) {
            JarEntry entry = new JarEntry("META-INF/MANIFEST.MF");
            entry.setTimeLocal(
                    LocalDateTime.of(2026, 1, 1, 0, 0)); // what a zip file keeps is local and has no year before 1980
            written.putNextEntry(entry);
            manifest.write(written);
            written.closeEntry();
        }
        Files.setLastModifiedTime(jar, FileTime.from(ImageWriter.CHANGED));
    }

    /** The image of staged files. */
    ImagePlan plan(Path stage, Path health, boolean hasArchive) {
        List<ImagePlan.Layer> layers = new ArrayList<>(List.of(
                new ImagePlan.Layer("libraries", stage.resolve("lib"), "/outlay/lib"),
                new ImagePlan.Layer("health", health, "/outlay/health"),
                new ImagePlan.Layer("application", stage.resolve("app"), "/outlay/app"),
                new ImagePlan.Layer("starter", stage.resolve("service.jar"), "/outlay/service.jar"),
                new ImagePlan.Layer("contents", stage.resolve("contents"), "/outlay/contents")));
        if (hasArchive) {
            layers.add(new ImagePlan.Layer("archive", stage.resolve("service.aot"), "/outlay/service.aot"));
        }
        return new ImagePlan(
                module,
                "Outlay " + module,
                layers,
                folders(),
                command("java", "/outlay", hasArchive),
                this == INGEST
                        ? Map.of(
                                "JAVA_TOOL_OPTIONS",
                                JAVA_OPTIONS,
                                "OUTLAY_LOG_FORMAT",
                                "json",
                                "OUTLAY_IMPORT_DIRECTORY",
                                "/var/lib/outlay/imports")
                        : Map.of("JAVA_TOOL_OPTIONS", JAVA_OPTIONS, "OUTLAY_LOG_FORMAT", "json"),
                List.of(port, managementPort),
                List.of(
                        "java",
                        "-Xmx16m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "/outlay/health",
                        "dev.outlay.containers.inside.Health",
                        Integer.toString(managementPort)));
    }

    /** What a service writes to, where a volume is mounted; whoever exports says so by a variable, and the folder is there. */
    private List<String> folders() {
        return switch (this) {
            case INGEST -> List.of("/var/lib/outlay/imports");
            case BUDGET -> List.of("/var/lib/outlay/exports");
            case ALERT -> List.of();
        };
    }
}
