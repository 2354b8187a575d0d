package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.alert.Alert;
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
 * @param sealedSecrets keys of the webhook, sealed: the present one, then those that still sign beside it
 * @param webhook  which webhook it goes to; empty for a mail, and for what was made before that was kept
 * @param wasMuted whether a silence has kept it from being told before
 * @param waited   for what a mail has waited before
 * @param tried    whether it was sent before, by whichever replica and before whichever replay, so that it may have come through
 * @param known    whether its receiver has agreed to messages, and to how many
 * @param disabled whether that webhook is disabled, so that nothing is sent to it
 * @param attempt number of this attempt, from 1
 */
record Claimed(
        UUID id,
        UUID claim,
        String kind,
        String receiver,
        String target,
        String endpoint,
        List<byte[]> sealedSecrets,
        BodyFormat format,
        boolean digest,
        int attempt,
        Instant createdAt,
        Optional<WebhookId> webhook,
        boolean disabled,
        boolean wasMuted,
        Wait waited,
        boolean tried,
        Verification.Known known,
        List<Said> said) {

    /**
     * What is to be said of one alert.
     *
     * @param grounds    on which it is said; none where it was planned before they were kept
     * @param holders    ids of the principals for whose role it is said, in lower case; empty where the receiver was named otherwise,
     *     which {@code grounds} say as well
     * @param suppressed why it must not be said at this address, where it must not
     * @param partners   whether the receiver is the partner's
     * @param status     what has become of the alert
     * @param seen       who has said that it was seen
     * @param exceeded   the alerts that the same amount of the same budget and period is reached as a whole, or more, of which the same
     *     receiver is told, where this one is of a part of it; the first first
     * @param traceparent where the alert comes from, where that is traced
     */
    record Said(
            Crossing crossing,
            List<Ground> grounds,
            List<String> holders,
            Optional<Suppression.Cause> suppressed,
            boolean partners,
            Alert.Status status,
            Seen seen,
            List<Exceeded> exceeded,
            Optional<String> traceparent) {

        Said with(Alert.Status other) {
            return new Said(crossing, grounds, holders, suppressed, partners, other, seen, exceeded, traceparent);
        }

        /** Whether it is of any use to tell it later. */
        boolean isOpen() {
            return status == Alert.Status.ACTIVE && seen == Seen.BY_NOBODY;
        }
    }

    /**
     * An alert that the whole amount is reached.
     *
     * @param partners whether its receiver is the partner's
     */
    record Exceeded(Crossing crossing, boolean partners) {}

    /** For what a mail has waited before it is claimed. */
    enum Wait {
        /** For nothing but its turn. */
        NONE,
        /** For a time at which its recipient wants mail. */
        PAST,
        /** It was not told then, since its alert was over. */
        OVER
    }

    /** Who has said that an alert was seen. */
    enum Seen {
        /** Nobody. */
        BY_NOBODY,
        /** Others than the receiver of the delivery. */
        BY_OTHERS,
        /** The receiver of the delivery. */
        BY_RECEIVER
    }

    Claimed saying(List<Said> other) {
        return new Claimed(
                id,
                claim,
                kind,
                receiver,
                target,
                endpoint,
                sealedSecrets,
                format,
                digest,
                attempt,
                createdAt,
                webhook,
                disabled,
                wasMuted,
                waited,
                tried,
                known,
                other);
    }

    /** What it speaks of, oldest first. */
    List<Crossing> crossings() {
        return said.stream().map(Said::crossing).toList();
    }

    /** Where what it speaks of comes from, oldest first, as far as that is traced. */
    List<String> traceparents() {
        return said.stream().flatMap(each -> each.traceparent().stream()).toList();
    }

    /** The trace that its attempts are in, where they are traced. */
    Optional<String> trace() {
        return traceparents().stream().findFirst().map(parent -> parent.split("-", -1)[1]);
    }

    /** What a transport is given of it; {@code traceparent} is what the receiver may be told of this attempt's trace. */
    Parcel parcel(Optional<String> traceparent) {
        return new Parcel(id, receiver, target, sealedSecrets, format, digest, createdAt, crossings(), traceparent);
    }
}
