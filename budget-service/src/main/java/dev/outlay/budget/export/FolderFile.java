package dev.outlay.budget.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/**
 * A file that is being written below the folder of all exports. It grows under a name of its own where nobody looks for it, is on the disk before it gets its name, and gets that in one step; so whoever sees a file sees all of it.
 * What it is called with has been judged by {@link FolderNames}; links are not followed. Everything here blocks, and is not for the event loop.
 */
final class FolderFile {

    private static final Logger LOG = Logger.getLogger(FolderFile.class);

    /** Where files grow. No other folder has a dot at its front. */
    static final String GROWING = ".growing";

    /** Bytes that may wait for the disk: the rest is there in a moment when a large file is whole, long before the lease of its run ends. */
    private static final long MOST_WAITING = 32L * 1024 * 1024;

    /** Many leases of a run: a file that somebody writes grows more often, whoever that is. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path base;
    private final Path growing;
    private final FileChannel channel;
    private final OutputStream out;
    private final boolean packed;
    private long onDisk;

    private FolderFile(Path base, Path growing, FileChannel channel, boolean packed) {
        this.base = base;
        this.growing = growing;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
        this.packed = packed;
    }

    /**
     * Begins a file.
     *
     * @param base the folder of all exports, which has to be there
     * @param run whose file it is
     * @param packed whether its parts are kept as they come, which is as gzip
     */
    static FolderFile begin(Path base, UUID run, boolean packed) throws IOException {
        if (!Files.isDirectory(base)) {
            throw new FileSystemException(base.toString(), null, "the folder of exports is not there");
        }
        Path real = base.toRealPath();
        Path folder = made(real, List.of(GROWING));
        Path growing = folder.resolve(run + "." + UUID.randomUUID());
        return new FolderFile(
                real,
                growing,
                FileChannel.open(
                        growing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                packed);
    }

    /** A small text that has yet to get its name, on the disk. */
    static FolderFile holding(Path base, UUID run, String text) throws IOException {
        FolderFile file = begin(base, run, true);
        try {
            file.out.write(text.getBytes(UTF_8));
            file.whole();
        } catch (IOException failure) {
            try {
                file.abandon();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        return file;
    }

    /**
     * Removes what those have left who died while they wrote. Only what is old, of whichever run: another replica may be writing the rest now. Nothing depends on it, so it fails nobody.
     *
     * @param now for what has been left alone too long
     */
    static void removeAbandoned(Path base, Instant now) {
        Path folder = base.resolve(GROWING);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            left.forEach(file -> removeIfOld(file, now));
        } catch (IOException | UncheckedIOException failure) {
            LOG.warnf(failure, "What others have left could not be looked at: folder=%s", folder);
        }
    }

    private static void removeIfOld(Path file, Instant now) {
        try {
            if (isOld(file, now)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            LOG.warnf(failure, "What others have left could not be removed: file=%s", file);
        }
    }

    private static boolean isOld(Path file, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .plus(ABANDONED)
                    .isBefore(now);
        } catch (NoSuchFileException named) {
            return false; // It has its name by now, or somebody else has removed it.
        }
    }

    /**
     * Removes the folder of a run that has failed with all that is in it, where it is there: part of what belongs together is not left to be found.
     *
     * @param folder below the folder of all exports, with slashes
     */
    static void removeRun(Path base, String folder) throws IOException {
        Path path = base.toRealPath();
        for (String name : folder.split("/", -1)) {
            path = path.resolve(name);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
        }
        try (Stream<Path> all = Files.list(path)) {
            for (Path file : all.toList()) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException failure) {
            throw new IOException("the folder of a run cannot be listed", failure);
        }
        Files.deleteIfExists(path);
    }

    /** Folders in each other, which are made where they are not there. */
    private static Path made(Path base, List<String> folders) throws IOException {
        Path path = base;
        for (String folder : folders) {
            Path parent = path;
            path = parent.resolve(folder);
            try {
                Files.createDirectory(path);
                sync(parent);
            } catch (FileAlreadyExistsException there) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new BlockedFolderException(path);
                }
            }
        }
        return path;
    }

    /** Adds a part, which is gzip. */
    void add(byte[] part) throws IOException {
        if (packed) {
            out.write(part);
        } else {
            try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(part))) {
                text.transferTo(out);
            }
        }
        if (channel.position() - onDisk > MOST_WAITING) {
            channel.force(false);
            onDisk = channel.position();
        }
    }

    /** How many bytes it has by now. */
    long bytes() throws IOException {
        out.flush();
        return channel.size();
    }

    /** Nothing is added any more; all of it is on the disk. */
    void whole() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
    }

    /** What is whole gets its name, which is in the folders. */
    void name(List<String> folders, String name) throws IOException {
        Path folder = made(base, folders);
        Files.move(growing, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    /** Nothing is left of it, unless it has its name. */
    void abandon() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(growing);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** Why something could not be written, without the path: who asks for an export has no business with that. */
    static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return reason == null || reason.isBlank() ? failure.getClass().getSimpleName() : reason;
    }
}
