package dev.outlay.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                Files.writeString(path, text);
            } catch (IOException e) {
                System.err.println("Cannot write " + path + ": " + e);
            }
        });
    }

    void log(String text) {
        System.out.println(text);
    }
}
