package dev.outlay.budget.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file that is being written below the folder of all exports. It grows under a name of its own where nobody looks for it, is on the disk before it gets its name, and gets that in one step; so whoever sees a file sees all of it.
 * What it is called with has been judged by {@link FolderNames}; links are not followed. Everything here blocks, and is not for the event loop.
 */
final class FolderFile {

    /** Where files grow. No other folder has a dot at its front. */
    static final String GROWING = ".growing";

    /** Bytes that may wait for the disk: the rest is there in a moment when a large file is whole, long before the lease of its run ends. */
    private static final long MOST_WAITING = 32L * 1024 * 1024;

    /** Longer than a file is not written to while it grows. */
    private static final Duration ABANDONED = Duration.ofHours(6);

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
     * Begins a file, and removes what was left of others by those who died.
     *
     * @param base the folder of all exports, which has to be there
     * @param run whose file it is: what an earlier attempt left of it is removed
     * @param packed whether its parts are kept as they come, which is as gzip
     * @param now for what has been left alone too long
     */
    static FolderFile begin(Path base, UUID run, boolean packed, Instant now) throws IOException {
        if (!Files.isDirectory(base)) {
            throw new FileSystemException(base.toString(), null, "the folder of exports is not there");
        }
        Path real = base.toRealPath();
        Path folder = made(real, List.of(GROWING));
        removeAbandoned(folder, run, now);
        Path growing = folder.resolve(run + "." + UUID.randomUUID());
        return new FolderFile(
                real,
                growing,
                FileChannel.open(
                        growing, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                packed);
    }

    /** Of another run only what is old: it may be written by another replica now. */
    private static void removeAbandoned(Path folder, UUID run, Instant now) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                boolean ours = file.getFileName().toString().startsWith(run.toString());
                if (ours || isOld(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOld(Path file, Instant now) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .plus(ABANDONED)
                        .isBefore(now);
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
                    throw new FileSystemException(
                            path.toString(), null, "a link or a file is where a folder ought to be");
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

    /** Adds text as it is. */
    private void add(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    /** How many bytes it has by now. */
    long bytes() throws IOException {
        out.flush();
        return channel.size();
    }

    /** The file is whole: it gets its name, which is in the folders. */
    void name(List<String> folders, String name) throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Path folder = made(base, folders);
        Files.move(growing, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    /** A small text in a file of its own, in the same way. */
    static void write(Path base, UUID run, List<String> folders, String name, String text, Instant now)
            throws IOException {
        FolderFile file = begin(base, run, true, now);
        try {
            file.add(text);
            file.name(folders, name);
        } finally {
            file.abandon();
        }
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
