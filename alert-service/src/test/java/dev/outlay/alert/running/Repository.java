package dev.outlay.alert.running;

import java.nio.file.Path;
import java.util.Optional;

/** Where the repository is. */
public final class Repository {

    private static final String GIVEN = "outlay.root";
    private static final String KEPT = "parts.root";

    private Repository() {}

    /** Root folder of the checkout. */
    public static Path root() {
        return Path.of(Optional.ofNullable(System.getProperty(KEPT))
                .or(() -> Optional.ofNullable(System.getProperty(GIVEN)))
                .orElse(".."));
    }

    /** Takes the build's own property out of the service's sight: an unknown key under {@code outlay} stops its start. */
    static void hideProperty() {
        System.setProperty(KEPT, root().toString());
        System.clearProperty(GIVEN);
    }
}
