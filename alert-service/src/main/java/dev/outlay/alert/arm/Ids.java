package dev.outlay.alert.arm;

import java.util.Optional;
import java.util.UUID;

/** Ids in paths. */
final class Ids {

    private Ids() {}

    /** A UUID; empty for anything else, which then simply is not found. */
    static Optional<UUID> read(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notUuid) {
            return Optional.empty();
        }
    }
}
