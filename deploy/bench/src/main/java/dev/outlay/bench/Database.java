package dev.outlay.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL as the local stack starts it (durable: fsync, synchronous_commit and full_page_writes on), with the memory
 * that a database of ten million rows is given and that {@code limits.md} was measured with: 1 GB of shared buffers,
 * checkpoints every 15 minutes or 8 GB of WAL.
 */
final class Database implements AutoCloseable {
    static final String SETTINGS =
            "fsync, synchronous_commit and full_page_writes on; shared_buffers 1 GB, max_wal_size 8 GB,"
                    + " checkpoint_timeout 15 min, otherwise defaults";

    private final EmbeddedPostgres postgres;

    private Database(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Database start(Path data) {
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                data.resolve("logs").resolve("postgres.log").toFile());
        try {
            Files.createDirectories(data.resolve("logs"));
            return new Database(EmbeddedPostgres.builder()
                    .setDataDirectory(data.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(Path.of(
                                    System.getProperty("java.io.tmpdir"),
                                    "outlay-postgres-" + System.getProperty("user.name"))
                            .toFile())
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "''")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "1GB")
                    .setServerConfig("max_wal_size", "8GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new BenchFailure("PostgreSQL does not start in " + data + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return postgres.getPort();
    }

    Connection connect(String database) {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres");
        } catch (SQLException e) {
            throw new BenchFailure("No connection to " + database + ": " + e.getMessage(), e);
        }
    }

    void run(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BenchFailure(e.getMessage() + " in " + String.join("; ", statements), e);
        }
    }

    long number(String sql) {
        try (Connection connection = connect("budget");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new BenchFailure(e.getMessage() + " in " + sql, e);
        }
    }

    String text(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new BenchFailure(e.getMessage() + " in " + sql, e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new BenchFailure("PostgreSQL does not stop: " + e.getMessage(), e);
        }
    }
}
