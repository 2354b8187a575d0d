package dev.outlay.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What arrived, the newest of it: when there is more than the log has room for, the oldest goes. With a file, each arrival is a line of JSON
 * that is appended before it counts as taken, so that the next start finds it, after a {@code kill -9} as well. The file is written anew when
 * it has grown to twice what is kept; a last line that was cut off is left out.
 */
final class ArrivalLog<T> {
    static final int MOST = 1_000;
    static final int MOST_CHARACTERS = 8 << 20;

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new ReadInstant()));

    private record Kept<T>(long number, T arrival, String line) {}

    private record Line(long number, com.fasterxml.jackson.databind.JsonNode arrival) {}

    private final Class<T> type;
    private final @Nullable Path file;
    private final Deque<Kept<T>> kept = new ArrayDeque<>();
    private long characters;
    private long last;
    private int linesInFile;
    private long charactersInFile;

    /**
     * Opens the log with what it has of the runs before.
     *
     * @param file where it is kept; null for memory alone
     */
    ArrivalLog(Class<T> type, @Nullable Path file) {
        this.type = type;
        this.file = file;
        if (file != null) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                if (Files.exists(file)) {
                    read(file);
                }
                rewrite(file);
            } catch (IOException e) {
                throw new UncheckedIOException("What arrived before cannot be read from " + file, e);
            }
        }
    }

    private void read(Path from) throws IOException {
        // This reader replaces what is no UTF-8, such as a character that was cut in two.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(from), StandardCharsets.UTF_8))) {
            lines.lines().forEach(text -> {
                try {
                    Line line = JSON.readValue(text, Line.class);
                    keep(new Kept<>(line.number(), JSON.treeToValue(line.arrival(), type), text));
                } catch (JsonProcessingException cutOff) {
                    // The process ended while it wrote this line: the sender was told nothing.
                }
            });
        }
    }

    /** Takes an arrival in; {@code ofId} makes it of the id it gets, which nothing else that is kept has. */
    synchronized T add(Function<String, T> ofId) {
        long number = last + 1;
        T arrival = ofId.apply(Long.toString(number));
        try {
            String line = JSON.writeValueAsString(new Line(number, JSON.valueToTree(arrival)));
            keep(new Kept<>(number, arrival, line));
            if (file != null) {
                append(file, line);
            }
            return arrival;
        } catch (IOException e) {
            throw new UncheckedIOException("An arrival cannot be kept in " + file, e);
        }
    }

    private void keep(Kept<T> arrival) {
        kept.addLast(arrival);
        last = arrival.number();
        characters += arrival.line().length();
        while (kept.size() > MOST || (characters > MOST_CHARACTERS && kept.size() > 1)) {
            characters -= kept.removeFirst().line().length();
        }
    }

    private void append(Path to, String line) throws IOException {
        if (linesInFile >= 2 * MOST || charactersInFile >= 2L * MOST_CHARACTERS) {
            rewrite(to);
            return;
        }
        try (OutputStream output = new FileOutputStream(to.toFile(), true)) {
            output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        linesInFile++;
        charactersInFile += line.length();
    }

    private void rewrite(Path to) throws IOException {
        Path fresh = to.resolveSibling(to.getFileName() + ".new");
        Files.write(fresh, kept.stream().map(Kept::line).toList(), StandardCharsets.UTF_8);
        Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        linesInFile = kept.size();
        charactersInFile = characters;
    }

    /** What is kept, oldest first. */
    synchronized List<T> oldestFirst() {
        return kept.stream().map(Kept::arrival).toList();
    }

    /** Forgets everything that arrived. */
    synchronized void clear() {
        kept.clear();
        characters = 0;
        if (file != null) {
            try {
                rewrite(file);
            } catch (IOException e) {
                throw new UncheckedIOException("What arrived cannot be forgotten in " + file, e);
            }
        }
    }

    private static final class ReadInstant extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        private ReadInstant() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) {
            return Instant.parse(value);
        }
    }
}
