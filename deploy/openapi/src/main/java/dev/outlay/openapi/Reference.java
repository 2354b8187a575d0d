package dev.outlay.openapi;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Azure's contract and official examples, which lie beside the checkout and are no part of it. A test that reads them is skipped where there is none at all; where
 * there is one, each of its files has to be there.
 */
public final class Reference {

    private static final Path FOLDER = Path.of(System.getProperty("outlay.root", ".."), "../shared/reference");

    private Reference() {}

    /** Whether there is one. */
    public static boolean isAtHand() {
        return Files.isDirectory(FOLDER);
    }

    /** A file of it, which may be missing. */
    public static Path file(String path) {
        return FOLDER.resolve(path);
    }
}
