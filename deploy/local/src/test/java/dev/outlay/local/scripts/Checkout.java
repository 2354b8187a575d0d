package dev.outlay.local.scripts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A checkout of the scripts alone, with a Maven that only notes that it was asked to build. */
final class Checkout {
    private final Path root;
    private final Path built;
    private final Map<String, String> environment = new HashMap<>();

    /** How a script has ended, and what it said. */
    record Said(int status, String out, String err) {}

    Checkout(Path root) throws IOException {
        this.root = root.toRealPath();
        this.built = root.resolve("maven-was-asked");
        Path from = Path.of(System.getProperty("outlay.root"), "deploy/local");
        Path to = Files.createDirectories(root.resolve("deploy/local"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path programs = Files.createDirectories(root.resolve("programs"));
        Path maven = Files.createFile(
                programs.resolve("mvn"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(maven, "#!/usr/bin/env bash\ntouch '" + built + "'\necho '[ERROR] no Maven here'\nexit 1\n");
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("OUTLAY_DATA", data().toString());
    }

    Path root() {
        return root;
    }

    Path data() {
        return root.resolve("data");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    boolean builtAnything() {
        return Files.exists(built);
    }

    Said run(String script, String... arguments) throws IOException, InterruptedException {
        Path out = root.resolve("said.out");
        Path err = root.resolve("said.err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(root.resolve("deploy/local")
                                        .resolve(script)
                                        .toString()),
                                Stream.of(arguments))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(script + " " + List.of(arguments) + " does not end");
        }
        return new Said(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
