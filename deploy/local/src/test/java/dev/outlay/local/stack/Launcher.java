package dev.outlay.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher as a process of its own, as the scripts start it. */
final class Launcher {
    private final Path root;
    private final Path said;
    private final Map<String, String> environment = new HashMap<>();

    Launcher(Path root, Path directory) {
        this.root = root;
        this.said = directory.resolve("said.log");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Doutlay.root=" + root,
                "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                "-cp",
                ClassPath.ofThisJvm(),
                Stack.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Its exit status. */
    int run(String... arguments) throws IOException, InterruptedException {
        return ended(start(arguments));
    }

    static int ended(Process process) throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The launcher does not end");
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(said);
    }
}
