package dev.outlay.alert.delivery;

import io.smallrye.mutiny.Uni;

/** A way in which messages travel. It says whether to retry as data; it never retries by itself. */
public interface Transport {

    /** The kind of deliveries it carries: {@code email} or {@code webhook}. */
    String kind();

    /** Sends once. A failure that nobody foresaw may fail the result; it counts as {@link Outcome.TryLater}. */
    Uni<Outcome> send(Parcel parcel);
}
