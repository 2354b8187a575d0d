package dev.outlay.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

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

    /** Names of all golden examples of a charge, also of those that are added later. */
    public static Stream<String> goldenCharges() {
        try (Stream<Path> examples = Files.list(file("deploy/contracts/examples"))) {
            return examples
                    .map(example -> example.getFileName().toString())
                    .filter(name -> name.startsWith("charge-"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Real input beside the checkout, which may be absent. */
    public static Path shared(String path) {
        return file("../shared").resolve(path).normalize();
    }
}
