package dev.outlay.budget.ledger;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first 128 bits of SHA-256 over values written one after the other, each with its length, so that no two lists of values look alike. A
 * cryptographic hash, because whoever sends charges must not be able to make two that are taken for one.
 *
 * <p>Each thread has one, since every charge needs two, and their buffers were a tenth of all garbage. It is begun, added to and finished before the thread begins the next.
 */
final class Fingerprint {

    private static final byte ABSENT = (byte) 0xff;

    private static final ThreadLocal<Fingerprint> OF_THE_THREAD = ThreadLocal.withInitial(Fingerprint::new);

    private final MessageDigest digest;
    private byte[] written = new byte[4096];
    private int length;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The thread's own, with nothing added yet. */
    static Fingerprint begin() {
        Fingerprint fingerprint = OF_THE_THREAD.get();
        fingerprint.length = 0;
        return fingerprint;
    }

    Fingerprint add(@Nullable String value) {
        if (value == null) {
            room(1);
            written[length++] = ABSENT;
            return this;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(4 + bytes.length);
        written[length++] = (byte) (bytes.length >>> 24);
        written[length++] = (byte) (bytes.length >>> 16);
        written[length++] = (byte) (bytes.length >>> 8);
        written[length++] = (byte) bytes.length;
        System.arraycopy(bytes, 0, written, length, bytes.length);
        length += bytes.length;
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
        room(16);
        ByteBuffer.wrap(written, length, 16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        length += 16;
        return this;
    }

    UUID finish() {
        digest.update(written, 0, length);
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private void room(int more) {
        if (length + more > written.length) {
            written = Arrays.copyOf(written, Math.max(written.length * 2, length + more));
        }
    }
}
