package dev.outlay.local.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that the launcher could not do. The user is told in a line what it was, on which file, and what to do; the stack trace is for
 * who looks into it, and goes to the log.
 */
record Failure(RuntimeException thrown) {
    private static final String LOG = "launcher.log";

    /** Says the line, and keeps the stack trace in the folder of the logs, or in a temporary file where there is none yet. */
    void tell(PrintStream err, @Nullable Path logs) {
        if (thrown instanceof StackFailure) {
            err.println(line());
            if (thrown.getCause() != null && logs != null && Files.isDirectory(logs)) {
                kept(logs);
            }
            return;
        }
        err.println(line()
                + kept(logs).map(log -> " The stack trace is in " + log + ".").orElse(" No log could be written."));
    }

    /** What happened, and what to do. */
    String line() {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        if (thrown instanceof StackFailure) {
            return message;
        }
        String line = thrown instanceof UncheckedIOException io
                ? told(message, Objects.requireNonNull(io.getCause()))
                : sentence(message);
        return line.replaceAll("\\s+", " ");
    }

    private static String told(String message, IOException cause) {
        String reason = reason(cause);
        String what = message.equals(cause.toString()) ? reason : message + ": " + reason;
        return sentence(what) + " See that it belongs to " + System.getProperty("user.name")
                + " and that the disk has room, and try again.";
    }

    private static String reason(IOException cause) {
        if (!(cause instanceof FileSystemException file)) {
            return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        }
        String what = file.getReason();
        if (what == null) {
            what = file instanceof AccessDeniedException
                    ? "access denied"
                    : file instanceof NoSuchFileException
                            ? "no such file or folder"
                            : file.getClass().getSimpleName();
        }
        return what + " (" + file.getFile() + ")";
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private Optional<Path> kept(@Nullable Path logs) {
        try {
            Path log = logs != null && Files.isDirectory(logs)
                    ? logs.resolve(LOG)
                    : Files.createTempFile("outlay-launcher", ".log");
            StringWriter trace = new StringWriter();
            try (var writer = new PrintWriter(trace)) {
                writer.println(Instant.now(Clock.systemUTC()));
                thrown.printStackTrace(writer);
            }
            Files.writeString(log, trace.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Optional.of(log);
        } catch (IOException e) { // the line is what matters, and it is said
            return Optional.empty();
        }
    }
}
