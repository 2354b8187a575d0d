package dev.outlay.local.stack;

import dev.outlay.local.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * PostgreSQL, started on a thread of its own. Its first start makes the data folder, which takes seconds: whoever waits goes on saying what
 * it waits for, and can stop it meanwhile.
 */
final class StartingPostgres implements Starting, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /** A start that is under way is over in this time, unless it waits for a server that has been ended by somebody else. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Path directory;
    private final int port;
    private final boolean durable;
    private final FutureTask<PostgresServer> start = new FutureTask<>(this::started);
    private final Thread thread = new Thread(start, "postgresql");
    private final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    private volatile boolean unwanted;
    private volatile boolean initialised;

    private StartingPostgres(Path directory, int port, boolean durable) {
        this.directory = directory;
        this.port = port;
        this.durable = durable;
    }

    static StartingPostgres begin(Path directory, int port, boolean durable) {
        StartingPostgres starting = new StartingPostgres(directory, port, durable);
        starting.thread.setDaemon(true);
        starting.thread.start();
        return starting;
    }

    private PostgresServer started() {
        PostgresServer server = PostgresServer.start(directory, port, durable, this::initialised);
        try {
            List.of("budget", "alert").forEach(server::createDatabase);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void initialised() {
        if (unwanted) {
            throw new IllegalStateException("PostgreSQL is not wanted any more");
        }
        initialised = true;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Readiness.State look() {
        if (start.isDone()) {
            server();
            return new Readiness.State(true, "");
        }
        if (System.nanoTime() > deadlineNanos) {
            throw new StackFailure("PostgreSQL is not ready after " + PATIENCE.toSeconds() + " s; its log is "
                    + PostgresServer.log(directory));
        }
        return new Readiness.State(false, "");
    }

    private PostgresServer server() {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw new StackFailure(
                    String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while PostgreSQL starts.", e);
        }
    }

    /**
     * Stops it, however far it has come. The making of a data folder is waited for: half of one would be there for every start to come.
     */
    @Override
    public void close() {
        unwanted = true;
        if (hasEnded()) {
            try {
                server().close();
                return;
            } catch (StackFailure e) {
                // It has not started, for a reason that was said; what it may have left is stopped below.
            }
        }
        PostgresServer.stopLeftover(directory);
    }

    private boolean hasEnded() {
        try {
            if (thread.join(USUAL)) {
                return true;
            }
            if (initialised) {
                thread.interrupt();
            }
            return thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
