package dev.outlay.e2e.running;

import static org.awaitility.Awaitility.await;

import dev.outlay.local.KillablePart;
import dev.outlay.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** One service as a process: it can be started, killed without a warning, and started again on the same ports. */
public final class ServiceProcess implements KillablePart {
    private static final Duration START_PATIENCE = Duration.ofSeconds(240);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LINES_TOLD = 40;

    private final String name;
    private final Path jar;
    private final Path log;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Map<String, String> environment;
    private @Nullable Process process;

    ServiceProcess(String name, String instance, Path logs, Map<String, String> environment) {
        this.name = instance;
        this.jar = jar(name);
        this.log = logs.resolve(instance + ".log");
        this.environment = new HashMap<>(environment);
        this.environment.put("OUTLAY_HTTP_HOST", "127.0.0.1");
        this.environment.put("OUTLAY_HTTP_PORT", Integer.toString(port));
        this.environment.put("OUTLAY_MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    private static Path jar(String name) {
        Path jar = Path.of(System.getProperty("outlay.root", "../.."))
                .resolve(name)
                .resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    jar.toAbsolutePath().normalize()
                            + " is missing: the services have to be packaged before they can be"
                            + " tried. Run `mvn -Pquick package` in the root of the repository, or `mvn verify` for everything.");
        }
        return jar;
    }

    /** Starts it, unless it runs; does not wait. */
    public void start() {
        if (isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Tests start services often and load them for seconds: what the second compiler would gain is never
                // earned back.
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-jar",
                jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        try {
            await(name + " is ready")
                    .atMost(START_PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> !isAlive() || readiness().status() == 200);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    name + " does not become ready; it says: " + readiness().body(), e);
        }
        if (!isAlive()) {
            throw new IllegalStateException(name + " has ended while starting:\n" + endOfLog());
        }
    }

    /** What it says of itself at {@code /q/health/ready}; status 0 where it does not answer. */
    public Answer readiness() {
        return new Client(managementUrl(), null).tried("GET", "/q/health/ready");
    }

    /** Its metrics, in the text format of Prometheus. */
    public String metrics() {
        return new Client(managementUrl(), null).get("/q/metrics").body();
    }

    @Override
    public void startAgain() {
        start();
        awaitReady();
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Lets its process do nothing any more, without ending it: it can only be killed then. */
    public void freeze() {
        try {
            Process stop = new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(Objects.requireNonNull(process).pid()))
                    .start();
            if (stop.waitFor() != 0) {
                throw new IllegalStateException(name + " cannot be stopped");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The most memory that its present process has had resident at once, as Linux counts it (VmHWM). */
    public long peakMegabytes() {
        try (Stream<String> lines = Files.lines(
                Path.of("/proc", Long.toString(Objects.requireNonNull(process).pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    >> 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Where its API is. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** What it has written so far, as it stands in its log: of all of its processes. */
    public List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Asks it to stop, and ends it by force when it takes long. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
