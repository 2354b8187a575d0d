package dev.outlay.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the project. */
final class Repository {

    private Repository() {}

    static Path root() {
        return Path.of(System.getProperty("outlay.root"));
    }

    static Path chart() {
        return root().resolve("helm/outlay");
    }

    /** A file of values: a profile of the chart ({@code values-small.yaml}), or one of these tests. */
    static Path values(String name) {
        Path ofChart = chart().resolve(name);
        return Files.exists(ofChart) ? ofChart : root().resolve("helm/src/test/resources/values/" + name);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All regular files below a folder, in order. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
