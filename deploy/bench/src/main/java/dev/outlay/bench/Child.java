package dev.outlay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that the bench has started. */
final class Child {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final Process process;
    private final Path log;
    private final Path pidFile;

    private Child(String name, Process process, Path log, Path pidFile) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    static Child start(String name, List<String> command, Map<String, String> environment, Path data) {
        Path log = data.resolve("logs").resolve(name + ".log");
        Path pidFile = data.resolve("run").resolve(name + ".pid");
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(pidFile.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("OUTLAY_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            Files.writeString(pidFile, Long.toString(process.pid()));
            return new Child(name, process, log, pidFile);
        } catch (IOException e) {
            throw new BenchFailure("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.timezone=UTC");
        command.addAll(List.of(options));
        return command;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    void awaitFile(Path file) {
        await(() -> Files.exists(file));
    }

    void awaitHealth(int managementPort) {
        await(() -> {
            try {
                return get(managementPort, "/q/health/ready").statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    static HttpResponse<String> get(int port, String path) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }

    private void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchFailure(
                        name + (process.isAlive() ? " does not become ready" : " has ended") + "; its log is " + log);
            }
            Pause.millis(50);
        }
    }

    /** The end of the output of a process that ends by itself. */
    List<String> output(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchFailure(name + " did not end within " + patience + "; its log is " + log);
            }
            List<String> lines = Files.readAllLines(log);
            if (process.exitValue() != 0) {
                throw new BenchFailure(name + " failed; its log is " + log);
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        } catch (IOException e) {
            throw new BenchFailure("Cannot read " + log, e);
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(pidFile);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException leftBehind) {
            System.err.println("Cannot delete " + pidFile);
        }
    }
}
