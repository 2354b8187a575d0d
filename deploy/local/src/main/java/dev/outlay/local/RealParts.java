package dev.outlay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The parts for the tests of one JVM: each is started when it is first asked for, on a free port, in a temporary directory that is gone
 * with the JVM. Tests share them, so they use names and ids of their own instead of expecting an empty database or topic.
 */
public final class RealParts {
    private static final Object LOCK = new Object();
    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

    private static @Nullable Path directory;
    private static @Nullable KafkaBroker kafka;
    private static @Nullable PostgresServer postgres;
    private static @Nullable MailServer mail;
    private static @Nullable TokenIssuer tokens;

    private RealParts() {}

    /** The broker, with Outlay's topics. */
    public static KafkaBroker kafka() {
        synchronized (LOCK) {
            if (kafka == null) {
                kafka = stoppedAtExit(KafkaBroker.start(directory().resolve("kafka"), 0));
                kafka.createTopics();
            }
            return kafka;
        }
    }

    /** PostgreSQL, not durable, with the databases {@code budget} and {@code alert}. */
    public static PostgresServer postgres() {
        synchronized (LOCK) {
            if (postgres == null) {
                postgres = stoppedAtExit(PostgresServer.start(directory().resolve("postgres"), 0, false));
                postgres.createDatabase("budget");
                postgres.createDatabase("alert");
            }
            return postgres;
        }
    }

    /** The mail server. */
    public static MailServer mail() {
        synchronized (LOCK) {
            if (mail == null) {
                mail = stoppedAtExit(MailServer.start(0));
            }
            return mail;
        }
    }

    /** Signs tokens that hold for the life of this JVM. */
    public static TokenIssuer tokens() {
        synchronized (LOCK) {
            if (tokens == null) {
                tokens = TokenIssuer.in(directory().resolve("keys"));
            }
            return tokens;
        }
    }

    /** A directory for whatever else a test needs; deleted with the rest. */
    public static Path directory() {
        synchronized (LOCK) {
            if (directory == null) {
                try {
                    directory = Files.createTempDirectory("outlay-parts");
                } catch (IOException e) {
                    throw new UncheckedIOException("No temporary directory", e);
                }
                Runtime.getRuntime().addShutdownHook(new Thread(RealParts::stop, "outlay-parts-stop"));
            }
            return directory;
        }
    }

    private static <T extends AutoCloseable> T stoppedAtExit(T part) {
        STARTED.push(part);
        return part;
    }

    private static void stop() {
        synchronized (LOCK) {
            while (!STARTED.isEmpty()) {
                try {
                    STARTED.pop().close();
                } catch (Exception e) { // whatever one part says, the others are to be stopped too
                    System.err.println("A part did not stop: " + e);
                }
            }
            if (directory != null) {
                Directories.delete(directory);
            }
        }
    }
}
