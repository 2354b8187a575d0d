package dev.outlay.e2e.running;

import static org.awaitility.Awaitility.await;

import dev.outlay.local.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A durable PostgreSQL that can be killed and started again on the same directory and port. */
final class KillablePostgres implements AutoCloseable {
    private final Path directory;
    private PostgresServer server;
    private boolean killed;

    KillablePostgres(Path directory) {
        this.directory = directory;
        this.server = PostgresServer.start(directory, 0, true);
    }

    PostgresServer server() {
        return server;
    }

    /** Ends the server as {@code kill -9} does, and waits until its children have noticed. */
    void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        await("PostgreSQL's processes are gone").atMost(Duration.ofSeconds(30)).until(() -> children.stream()
                .noneMatch(ProcessHandle::isAlive));
        killed = true;
    }

    private ProcessHandle postmaster() {
        Path file = directory.resolve("data/postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException("No process " + pid + ", which " + file + " names"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again where it was killed. */
    void startAgain() {
        if (!killed) {
            return;
        }
        int port = server.port();
        server.close();
        server = PostgresServer.start(directory, port, true);
        killed = false;
    }

    @Override
    public void close() {
        server.close();
    }
}
