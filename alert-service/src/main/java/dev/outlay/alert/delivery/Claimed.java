package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that this replica may send until its lease ends.
 *
 * @param claim   under which the outcome is recorded
 * @param attempt number of this attempt, from 1
 */
record Claimed(
        UUID id,
        UUID claim,
        String kind,
        String target,
        String endpoint,
        Optional<byte[]> sealedSecret,
        boolean digest,
        int attempt,
        Instant createdAt,
        List<Crossing> crossings) {

    Claimed saying(List<Crossing> said) {
        return new Claimed(id, claim, kind, target, endpoint, sealedSecret, digest, attempt, createdAt, said);
    }

    Parcel parcel() {
        return new Parcel(id, target, sealedSecret, digest, crossings);
    }
}
