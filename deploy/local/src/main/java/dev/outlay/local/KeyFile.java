package dev.outlay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Supplier;

/** Secrets that are made once and kept in a file which only its owner can read. */
public final class KeyFile {
    private KeyFile() {}

    /** The content of {@code file}, made by {@code maker} when it is not there yet. */
    public static byte[] kept(Path file, Supplier<byte[]> maker) {
        try {
            if (!Files.exists(file)) {
                replace(file, maker.get());
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a key in " + file, e);
        }
    }

    /** That many random bytes, for a key. */
    public static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Makes {@code content} what is in {@code file}. Whoever reads meanwhile sees the file of before, or the whole of the new one. */
    static void replace(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(
                file.getParent(),
                "key",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
