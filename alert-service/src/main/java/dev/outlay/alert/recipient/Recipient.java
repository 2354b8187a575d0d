package dev.outlay.alert.recipient;

import java.time.Instant;
import java.util.UUID;

/**
 * Whoever reads at an address, as far as somebody has said when mail is wanted there.
 *
 * @param address    in lower case
 * @param modifiedBy id of the principal who said so last
 * @param createdAt  UTC
 * @param modifiedAt UTC
 */
public record Recipient(
        UUID id, String address, Wishes wishes, String modifiedBy, Instant createdAt, Instant modifiedAt) {}
