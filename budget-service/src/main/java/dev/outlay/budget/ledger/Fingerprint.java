package dev.outlay.budget.ledger;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first 128 bits of SHA-256 over values written one after the other, each with its length, so that no two lists of values look alike. A
 * cryptographic hash, because whoever sends charges must not be able to make two that are taken for one.
 */
final class Fingerprint {

    private static final byte[] ABSENT = {(byte) 0xff};

    private final MessageDigest digest;
    private final byte[] length = new byte[4];

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    Fingerprint add(@Nullable String value) {
        if (value == null) {
            digest.update(ABSENT);
            return this;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        addLength(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Equal amounts have equal text: zeros after the point are dropped first. */
    Fingerprint add(@Nullable BigDecimal value) {
        return add(
                value == null
                        ? null
                        : value.signum() == 0 ? "0" : value.stripTrailingZeros().toString());
    }

    Fingerprint add(@Nullable Long value) {
        return add(value == null ? null : Long.toString(value));
    }

    Fingerprint add(UUID value) {
        digest.update(ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .flip());
        return this;
    }

    UUID finish() {
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private void addLength(int value) {
        length[0] = (byte) (value >>> 24);
        length[1] = (byte) (value >>> 16);
        length[2] = (byte) (value >>> 8);
        length[3] = (byte) value;
        digest.update(length);
    }
}
