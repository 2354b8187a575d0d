package dev.outlay.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker in a JVM of its own, which ends with the one that started it. */
final class KafkaProcess implements BrokerPart {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private final int controllerPort = Ports.freeBeside(port);
    private @Nullable Process process;

    private KafkaProcess(Path directory) {
        this.directory = directory;
        this.log = directory.resolve("kafka.log");
    }

    static KafkaProcess start(Path directory) {
        KafkaProcess broker = new KafkaProcess(directory);
        broker.startAgain();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void createTopics() {
        BrokerTopics.create(bootstrapServers(), 4);
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Override
    public void startAgain() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Process started = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot be started", e);
        }
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                // Inside Maven's test JVM the class path is hidden in a manifest; Surefire says the real one in a
                // property.
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KafkaProcessMain.class.getName(),
                directory.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort));
    }

    private void awaitReady(Process started) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!KafkaProcessMain.READY.equals(line)) {
            started.destroyForcibly();
            throw new IllegalStateException("Kafka does not start on port " + port + "; its log is " + log);
        }
    }

    /** Asks it to stop, and ends it by force when it takes long. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            if (!ProcessEnd.await(process.toHandle(), STOP_PATIENCE)) {
                kill();
            }
        }
    }

    @Override
    public String toString() {
        return "Kafka";
    }
}
