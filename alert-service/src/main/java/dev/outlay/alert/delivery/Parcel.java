package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Crossing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a transport is given to send once.
 *
 * @param id           id of the delivery: the same at every attempt, so that a receiver can tell a repetition
 * @param receiver     what makes it the same receiver when named twice, in lower case
 * @param target       e-mail address or URI
 * @param sealedSecrets keys of a webhook receiver, sealed: the present one, then those that still sign beside it
 * @param format       in which form a webhook is told
 * @param digest       whether it is a digest, which may hold one crossing as well
 * @param createdAt    when it was planned, UTC: the same at every attempt
 * @param crossings    what is to be said, oldest first; never empty
 * @param traceparent  what a receiver is told of the attempt's trace, where it is traced
 */
public record Parcel(
        UUID id,
        String receiver,
        String target,
        List<byte[]> sealedSecrets,
        BodyFormat format,
        boolean digest,
        Instant createdAt,
        List<Crossing> crossings,
        Optional<String> traceparent) {

    /** Alerts of a digest: 99, and what joins it at once, which is at most 50. */
    public static final int MOST_ALERTS = 149;

    /** One that is not traced. */
    public Parcel(
            UUID id,
            String receiver,
            String target,
            List<byte[]> sealedSecrets,
            BodyFormat format,
            boolean digest,
            Instant createdAt,
            List<Crossing> crossings) {
        this(id, receiver, target, sealedSecrets, format, digest, createdAt, crossings, Optional.empty());
    }

    /** Whether it only tests its receiver: nothing was crossed, and the figures are made up. */
    public boolean isTest() {
        return crossings.stream().anyMatch(Crossing::isTest);
    }
}
