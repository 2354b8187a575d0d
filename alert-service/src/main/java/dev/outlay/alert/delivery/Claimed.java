package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that this replica may send until its lease ends.
 *
 * @param claim   under which the outcome is recorded
 * @param receiver what makes it the same receiver when named twice, in lower case
 * @param attempt number of this attempt, from 1
 */
record Claimed(
        UUID id,
        UUID claim,
        String kind,
        String receiver,
        String target,
        String endpoint,
        Optional<byte[]> sealedSecret,
        BodyFormat format,
        boolean digest,
        int attempt,
        Instant createdAt,
        List<Said> said) {

    /**
     * What is to be said of one alert.
     *
     * @param holders    ids of the principals for whose role it is said, in lower case; empty where the receiver was named otherwise
     * @param suppressed why it must not be said at this address, where it must not
     */
    record Said(Crossing crossing, List<String> holders, Optional<Suppression.Cause> suppressed) {}

    Claimed saying(List<Said> other) {
        return new Claimed(
                id, claim, kind, receiver, target, endpoint, sealedSecret, format, digest, attempt, createdAt, other);
    }

    /** What it speaks of, oldest first. */
    List<Crossing> crossings() {
        return said.stream().map(Said::crossing).toList();
    }

    /** Whether it only tests its receiver. */
    boolean isTest() {
        return crossings().stream().anyMatch(Crossing::isTest);
    }

    Parcel parcel() {
        return new Parcel(id, receiver, target, sealedSecret, format, digest, createdAt, crossings());
    }
}
