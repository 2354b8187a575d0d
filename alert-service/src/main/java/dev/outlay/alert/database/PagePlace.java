package dev.outlay.alert.database;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of a list begins that shows the newest first: after the row with this id that was created then.
 *
 * @param createdMicros microseconds since 1970, as {@link Instants} has them
 */
public record PagePlace(long createdMicros, UUID id) {

    /** Before all rows: the greatest id of the latest moment. */
    private static final PagePlace NEWEST = new PagePlace(Instants.toMicros(Instants.LATEST), new UUID(-1L, -1L));

    /** The place after which to begin, or that of the first page. */
    public static PagePlace of(Optional<PagePlace> after) {
        return after.orElse(NEWEST);
    }
}
