package dev.outlay.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What the loading says about itself to whoever started it: a file, where one was asked for, and its log. */
final class Status {
    private final Optional<Path> file;

    Status(Optional<Path> file) {
        this.file = file;
    }

    void say(String text) {
        file.ifPresent(path -> {
            try {
                Path written = path.resolveSibling(path.getFileName() + ".part");
                Files.writeString(written, text);
                // Whoever reads meanwhile sees the status before or this one, never half of it.
                Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                System.err.println("Cannot write " + path + ": " + e);
            }
        });
    }

    void log(String text) {
        System.out.println(text);
    }
}
