package dev.outlay.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the checkout is. */
public final class Repository {
    private Repository() {}

    public static Path file(String path) {
        return Path.of(Objects.requireNonNull(System.getProperty("outlay.root"), "outlay.root"))
                .resolve(path);
    }

    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Real input beside the checkout, which may be absent. */
    public static Path shared(String path) {
        return file("../shared").resolve(path).normalize();
    }
}
