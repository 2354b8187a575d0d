package dev.outlay.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL on 127.0.0.1, user {@code postgres}, no password asked on loopback. It runs in processes of its own, unpacked from Maven
 * artifacts, and its data is in the directory it is given. When the JVM that started it was killed, the next start on the same directory
 * stops what is left and lets PostgreSQL recover.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Path data;
    private boolean closed;

    private PostgresServer(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /**
     * Starts PostgreSQL and returns when it answers.
     *
     * @param directory where its data is; made when it is not there yet
     * @param port the port to listen on; 0 for a free one
     * @param durable whether a commit waits for the disk. Tests say false: they lose their data anyway
     */
    public static PostgresServer start(Path directory, int port, boolean durable) {
        return start(directory, port, durable, () -> {});
    }

    /**
     * The same for who may have to give it up.
     *
     * @param initialised called when the data directory is complete and the server is about to be started; what it throws prevents that
     */
    public static PostgresServer start(Path directory, int port, boolean durable, Runnable initialised) {
        Path data = directory.toAbsolutePath().resolve("data");
        try {
            Files.createDirectories(data);
            PostgresLeftovers.stop(data);
            return new PostgresServer(
                    builder(data, directory, port, durable)
                            .setDataDirectoryCustomizer(made -> initialised.run())
                            .start(),
                    data);
        } catch (IOException | IllegalStateException e) {
            stopAfter(e, data);
            throw new IllegalStateException(
                    "PostgreSQL does not start in " + data + "; its log is " + log(directory) + hint(), e);
        }
    }

    /** A server that the library has given up waiting for still runs, and nobody would know of it any more. */
    private static void stopAfter(Exception failure, Path data) {
        boolean interrupted = Thread.interrupted();
        try {
            PostgresLeftovers.stop(data);
        } catch (IOException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data, Path directory, int port, boolean durable) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(log(directory).toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // Whoever started it closes it, after those who use it.
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries())
                .setPort(port == 0 ? Ports.free() : port)
                .setPGStartupWait(START_TIMEOUT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''");
        settings(durable).forEach(builder::setServerConfig);
        return builder;
    }

    /** What every PostgreSQL of Outlay's is set to, wherever it runs. */
    static Map<String, String> settings(boolean durable) {
        String onOrOff = durable ? "on" : "off";
        return Map.of(
                "timezone",
                "UTC",
                "max_connections",
                "200",
                "shared_buffers",
                "128MB",
                // The library starts PostgreSQL with -F and synchronous_commit=off: durability has to be said.
                "fsync",
                onOrOff,
                "synchronous_commit",
                onOrOff,
                "full_page_writes",
                onOrOff);
    }

    /** Stops what a killed process left running on {@code directory}; nothing happens where nothing runs. */
    public static void stopLeftover(Path directory) {
        try {
            PostgresLeftovers.stop(directory.toAbsolutePath().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("A PostgreSQL left running in " + directory + " does not stop", e);
        }
    }

    /** Unpacked once for each user of the machine: a directory that another user owns could not be written to. */
    private static File binaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "outlay-postgres-" + System.getProperty("user.name"))
                .toFile();
    }

    /** The log of the server whose data is in {@code directory}. */
    public static Path log(Path directory) {
        return directory.toAbsolutePath().resolve("postgresql.log");
    }

    private static String hint() {
        return System.getProperty("user.name").equals("root")
                ? ". PostgreSQL refuses to run as root: `unshare` (util-linux) and user namespaces are needed, or another user"
                : "";
    }

    /** The port it listens on. */
    public int port() {
        return postgres.getPort();
    }

    /** URL for JDBC, user included. */
    public String jdbcUrl(String database) {
        return PostgresDatabases.jdbcUrl(port(), database);
    }

    /** Makes a database where it is missing. */
    public void createDatabase(String name) {
        PostgresDatabases.create(port(), name);
    }

    /** Stops PostgreSQL (mode "fast": open transactions are rolled back); its directory stays. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            postgres.close();
            // The library waits five seconds; a last checkpoint on a slow disk takes longer.
            PostgresLeftovers.stop(data);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL on port " + port() + " does not stop", e);
        }
    }
}
