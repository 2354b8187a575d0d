package dev.outlay.e2e.running;

import dev.outlay.local.Ports;
import dev.outlay.local.stack.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The scripts of {@code deploy/local}, as somebody uses them who has another stack running: with a data folder of one's own, on ports that are free, and with what has
 * been built.
 */
public final class Scripts implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;
    private static final int ATTEMPTS = 3;

    private final Path folder = Path.of(System.getProperty("outlay.root", "../.."))
            .resolve("deploy/local")
            .toAbsolutePath()
            .normalize();
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Thread stopped = new Thread(this::stop, "stop-local-stack");

    /**
     * How a script has ended, and what it said.
     *
     * @param text what it said to the user, on either way
     * @param out the standard output alone
     */
    public record Said(int status, String text, String out) {}

    /** @param directory for the data of the stack and for what the scripts say */
    public Scripts(Path directory) {
        this.directory = directory;
        environment.put("OUTLAY_DATA", data().toString());
        // The services have to share the machine with those of other tests.
        environment.put("OUTLAY_JAVA_OPTIONS", "-Xmx512m -XX:TieredStopAtLevel=1");
        moveEveryPort();
        Runtime.getRuntime().addShutdownHook(stopped);
    }

    private void moveEveryPort() {
        for (Port port : Port.values()) {
            move(port, Ports.free());
        }
    }

    /** Moves a port. */
    public void move(Port port, int number) {
        environment.put(port.variable(), Integer.toString(number));
    }

    /** Where something listens. */
    public String url(Port port) {
        return "http://127.0.0.1:" + environment.get(port.variable());
    }

    /** The data folder. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Starts the stack in the background and returns when it is ready. Where somebody takes a port meanwhile, on other ones. */
    public Said up(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--no-build", "--detach"));
        arguments.addAll(List.of(options));
        for (int attempt = 1; ; attempt++) {
            Said said = run("up", arguments.toArray(String[]::new));
            if (said.status() == 0) {
                return said;
            }
            if (attempt == ATTEMPTS || !said.text().contains(" is taken; ")) {
                throw new IllegalStateException("deploy/local/up ended with " + said.status() + ":\n" + said.text());
            }
            moveEveryPort();
        }
    }

    /** Runs a script to its end. */
    public Said run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("said.out");
        Path err = directory.resolve("said.err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException(command + " does not end; it says: " + text(out) + text(err));
            }
            return new Said(process.exitValue(), text(out) + text(err), text(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Stops what may still run, and deletes its data. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopped);
        stop();
    }

    private void stop() {
        if (Files.isDirectory(data())) {
            run("down", "--wipe");
        }
    }
}
