package dev.outlay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL from Maven artifacts that can be killed and started again on the same directory and port. */
final class PostgresProcess implements DatabasePart {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final boolean durable;
    private PostgresServer server;
    private boolean killed;

    private PostgresProcess(Path directory, boolean durable) {
        this.directory = directory;
        this.durable = durable;
        this.server = PostgresServer.start(directory, 0, durable);
    }

    static PostgresProcess start(Path directory, boolean durable) {
        return new PostgresProcess(directory, durable);
    }

    @Override
    public int port() {
        return server.port();
    }

    /** Ends the server, and waits until its children have noticed. */
    @Override
    public void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        ProcessEnd.await(postmaster, PATIENCE);
        for (ProcessHandle child : children) {
            if (!ProcessEnd.await(child, PATIENCE)) {
                throw new IllegalStateException("A process of the killed PostgreSQL still runs: " + child.info());
            }
        }
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

    @Override
    public void startAgain() {
        if (!killed) {
            return;
        }
        int port = server.port();
        server.close();
        server = PostgresServer.start(directory, port, durable);
        killed = false;
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
