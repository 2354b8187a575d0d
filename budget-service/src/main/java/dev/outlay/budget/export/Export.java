package dev.outlay.budget.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as it is kept.
 *
 * @param name as it was first written; compared without regard to case
 * @param version another one after each change, and never one that an export of that name had before
 * @param properties JSON
 * @param nextAt when it runs by itself the next time; null for never
 * @param tenant of whoever saved it last
 */
public record Export(
        UUID id,
        String name,
        long version,
        String properties,
        @Nullable Instant nextAt,
        String tenant) {

    /** What a client sends back to say which version it has changed, without quotation marks. */
    public String eTag() {
        return Long.toHexString(version);
    }
}
