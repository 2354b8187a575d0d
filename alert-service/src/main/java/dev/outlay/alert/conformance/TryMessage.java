package dev.outlay.alert.conformance;

import dev.outlay.alert.delivery.Parcel;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Sends one message in the way of all of a webhook, whatever is wrong with it, and tells what is answered. */
public interface TryMessage {

    /** How long its body is. */
    int bytes(Parcel parcel);

    /**
     * Sends once. A failure that nobody foresaw may fail the result.
     *
     * @param parcel    signed with the keys that it has
     * @param timestamp what it says of when it was sent, UTC
     */
    Uni<Heard> send(Parcel parcel, Instant timestamp);
}
