package dev.outlay.alert.delivery;

import dev.outlay.alert.alert.Crossing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a transport is given to send once.
 *
 * @param id           id of the delivery: the same at every attempt, so that a receiver can tell a repetition
 * @param target       e-mail address or URI
 * @param sealedSecret secret of a webhook receiver, sealed
 * @param digest       whether it is a digest, which may hold one crossing as well
 * @param crossings    what is to be said, oldest first; never empty
 */
public record Parcel(UUID id, String target, Optional<byte[]> sealedSecret, boolean digest, List<Crossing> crossings) {}
