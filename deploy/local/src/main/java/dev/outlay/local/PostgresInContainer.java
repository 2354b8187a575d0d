package dev.outlay.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL in a container of the official image, or of one that takes the same environment variables. */
final class PostgresInContainer implements DatabasePart {
    private static final int INSIDE = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final PartContainer container;

    private PostgresInContainer(PartContainer container) {
        this.container = container;
    }

    static PostgresInContainer start(String image, boolean durable) {
        PostgresInContainer postgres = new PostgresInContainer(PartContainer.start(
                image, Ports.free(), INSIDE, Map.of("POSTGRES_HOST_AUTH_METHOD", "trust"), command(durable)));
        postgres.awaitReady();
        return postgres;
    }

    private static String[] command(boolean durable) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        PostgresServer.settings(durable).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command.toArray(String[]::new);
    }

    /** While it initialises itself or recovers, connections are made and end at once. */
    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"))) {
                return;
            } catch (SQLException e) {
                if (!container.isRunning() || System.nanoTime() > deadline) {
                    throw container.closedWith("PostgreSQL on port " + port() + " does not answer", e);
                }
            }
            try {
                Thread.sleep(LOOK_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for PostgreSQL", e);
            }
        }
    }

    @Override
    public int port() {
        return container.port();
    }

    @Override
    public void kill() {
        container.kill();
    }

    @Override
    public void startAgain() {
        if (container.startAgain()) {
            awaitReady();
        }
    }

    @Override
    public void close() {
        container.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
