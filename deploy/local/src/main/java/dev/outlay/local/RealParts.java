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
 *
 * <p>Kafka and PostgreSQL are embedded ones; with {@code OUTLAY_TEST_PARTS=containers} in the environment they come from Testcontainers,
 * of the images {@code OUTLAY_TEST_KAFKA_IMAGE} and {@code OUTLAY_TEST_POSTGRES_IMAGE}.
 */
public final class RealParts {
    private static final Object LOCK = new Object();
    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

    private static @Nullable Path directory;
    private static @Nullable BrokerPart kafka;
    private static @Nullable DatabasePart postgres;
    private static @Nullable MailServer mail;
    private static @Nullable TokenIssuer tokens;

    private RealParts() {}

    /** The broker, with Outlay's topics. */
    public static BrokerPart kafka() {
        synchronized (LOCK) {
            if (kafka == null) {
                kafka = stoppedAtExit(broker(directory().resolve("kafka")));
                kafka.createTopics();
            }
            return kafka;
        }
    }

    /** PostgreSQL, not durable, with the databases {@code budget} and {@code alert}. */
    public static DatabasePart postgres() {
        synchronized (LOCK) {
            if (postgres == null) {
                postgres = stoppedAtExit(database(directory().resolve("postgres"), false));
                postgres.createDatabase("budget");
                postgres.createDatabase("alert");
            }
            return postgres;
        }
    }

    /** A broker that is nobody else's, for a test that kills it; without topics. Whoever starts it closes it. */
    public static BrokerPart broker(Path directory) {
        return PartsKind.asked().broker(directory);
    }

    /**
     * A PostgreSQL that is nobody else's, for a test that kills it. Whoever starts it closes it.
     *
     * @param durable whether a commit waits for the disk
     */
    public static DatabasePart database(Path directory, boolean durable) {
        return PartsKind.asked().database(directory, durable);
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

    /**
     * Stops what has been started, which happens by itself when the JVM ends; whoever asks for a part afterwards gets another one. For tests that
     * start the service in several configurations, each of which has parts of its own: those of the last one would idle beside the next.
     */
    public static void stop() {
        synchronized (LOCK) {
            kafka = null;
            postgres = null;
            mail = null;
            tokens = null;
            while (!STARTED.isEmpty()) {
                try {
                    STARTED.pop().close();
                } catch (Exception e) { // whatever one part says, the others are to be stopped too
                    System.err.println("A part did not stop: " + e);
                }
            }
            if (directory != null) {
                Directories.delete(directory);
                directory = null;
            }
        }
    }
}
