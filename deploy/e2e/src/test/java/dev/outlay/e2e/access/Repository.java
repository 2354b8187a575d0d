package dev.outlay.e2e.access;

import java.nio.file.Path;

/** Where the checkout is. */
final class Repository {

    private Repository() {}

    static Path file(String path) {
        return Path.of(System.getProperty("outlay.root", "../..")).resolve(path);
    }
}
