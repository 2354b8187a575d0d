package dev.outlay.ingest.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which uploads wait, one folder for each import: {@code upload} (the bytes as sent), {@code import.json} (what was
 * asked; there once the upload is whole), {@code sent} (rows acknowledged), {@code rejections.csv}, and {@code done} when it has
 * ended. Files are forced to disk before they are named: what was answered 202 survives {@code kill -9}.
 */
@ApplicationScoped
class Spool {
    private final Path root;
    private final ObjectMapper json;

    Spool(ImportConfig config, ObjectMapper json) {
        this.root = config.directory().toAbsolutePath();
        this.json = json;
    }

    Path folder(String id) {
        return root.resolve(id);
    }

    Path upload(String id) {
        return folder(id).resolve("upload");
    }

    Path rejections(String id) {
        return folder(id).resolve("rejections.csv");
    }

    Path create(String id) throws IOException {
        Files.createDirectories(folder(id));
        return upload(id);
    }

    /** Keeps what was asked; from now on the import survives a restart. */
    void commit(Import asked) throws IOException {
        try (FileChannel upload = FileChannel.open(upload(asked.id()), StandardOpenOption.WRITE)) {
            upload.force(true);
        }
        writeDurably(folder(asked.id()).resolve("import.json"), json.writeValueAsBytes(ImportRecord.of(asked)));
    }

    /** Rows that were acknowledged before, 0 where none were. */
    long sent(String id) throws IOException {
        try {
            return Long.parseLong(Files.readString(folder(id).resolve("sent")).strip());
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
    }

    void sent(String id, long rows) throws IOException {
        writeDurably(folder(id).resolve("sent"), Long.toString(rows).getBytes(StandardCharsets.US_ASCII));
    }

    /** An empty folder for what is only needed while an import runs. */
    Path scratch(String id) throws IOException {
        Path scratch = folder(id).resolve("scratch");
        delete(scratch);
        return Files.createDirectories(scratch);
    }

    /** Ends an import: the upload goes, the rejections stay. */
    void done(String id) throws IOException {
        writeDurably(folder(id).resolve("done"), new byte[0]);
        Files.deleteIfExists(upload(id));
        delete(folder(id).resolve("scratch"));
    }

    void remove(String id) throws IOException {
        delete(folder(id));
    }

    /** What was asked and has not ended, oldest first; uploads that never became whole are removed. */
    List<Import> unfinished() throws IOException {
        List<Import> waiting = new ArrayList<>();
        for (Path folder : folders()) {
            Path asked = folder.resolve("import.json");
            if (!Files.exists(asked)) {
                delete(folder);
            } else if (!Files.exists(folder.resolve("done"))) {
                waiting.add(json.readValue(Files.readAllBytes(asked), ImportRecord.class)
                        .read());
            }
        }
        waiting.sort(Comparator.comparing(Import::createdAt));
        return waiting;
    }

    /** Removes what ended longer ago than that. */
    void forget(Instant now, Duration keep) throws IOException {
        for (Path folder : folders()) {
            Path done = folder.resolve("done");
            if (Files.exists(done)
                    && Files.getLastModifiedTime(done).toInstant().isBefore(now.minus(keep))) {
                delete(folder);
            }
        }
    }

    private List<Path> folders() throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        Path unnamed = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unnamed, bytes);
        try (FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(@Nullable Path tree) throws IOException {
        if (tree == null || !Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
