package dev.outlay.budget.view;

import java.time.Instant;

/**
 * A view as it is kept.
 *
 * @param name as it was first written; compared without regard to case
 * @param version another one after each change, and never one that a view of that name had before
 * @param properties JSON: what was sent, in its order, with what was left out filled in
 */
public record SavedView(String name, long version, String properties, Instant createdAt, Instant modifiedAt) {

    /** What a client sends back to say which version it has changed, without quotation marks. */
    public String eTag() {
        return Long.toHexString(version);
    }
}
