package dev.outlay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL leaves behind whose JVM was killed: the server itself, still running, or a {@code postmaster.pid} that names a process
 * which is gone or has become another one. PostgreSQL refuses to start beside either.
 */
final class PostgresLeftovers {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private PostgresLeftovers() {}

    /** Stops a server that still runs on {@code data} and removes the pid file of one that does not. */
    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = process(pidFile);
        if (process.isEmpty()) {
            // PostgreSQL itself looks at the shared memory named in the file and waits for children of the dead server.
            return;
        }
        if (!isPostgres(process.get())) {
            Files.delete(pidFile);
            return;
        }
        stop(process.get());
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    /** SIGINT is PostgreSQL's "fast" shutdown: it rolls back and does not wait for clients, which SIGTERM would. */
    private static void stop(ProcessHandle process) throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while stopping the PostgreSQL with pid " + process.pid(), e);
        }
        if (!ProcessEnd.await(process, STOP_PATIENCE)) {
            throw new IOException("The PostgreSQL with pid " + process.pid() + " does not stop");
        }
    }
}
